import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeSpan, plainText, section, table } from './markdown.ts';

test('plainText() leaves no markup, line break or column behind', () => {
  assert.equal(
    plainText('<img src=x> **bold** [a](b)\n| x'),
    '&lt;img src=x\\> \\*\\*bold\\*\\* \\[a\\](b) \\| x',
  );
});

test('codeSpan() cannot be ended by what it holds', () => {
  assert.deepEqual(['a', 'a`b', '``', 'a|b\nc'].map(codeSpan), ['`a`', '``a`b``', '``` `` ```', '`a\\|b c`']);
});

test('table() and section() say nothing where there is nothing to say', () => {
  assert.equal(table(['a'], []), '');
  assert.equal(section(2, 'Data', ['', null]), null);
  assert.equal(
    section(2, 'Data', [table(['a', 'b'], [['1', '2']])]),
    '## Data\n\n| a | b |\n| --- | --- |\n| 1 | 2 |',
  );
});
