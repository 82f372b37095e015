import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from './csv.ts';

test('toCsv() quotes only what must be quoted', () => {
  const rows = [
    ['plain', 1.5, true],
    ['a,b', null, undefined],
    ['say "hi"\nthere', -2, false],
  ];
  assert.equal(
    toCsv(['name', 'value', 'ok'], rows),
    'name,value,ok\r\nplain,1.5,true\r\n"a,b",,\r\n"say ""hi""\nthere",-2,false\r\n',
  );
});

test('toCsv() keeps a spreadsheet from running text as a formula', () => {
  assert.equal(toCsv(['name'], [['=HYPERLINK("x")']]), 'name\r\n"\'=HYPERLINK(""x"")"\r\n');
});
