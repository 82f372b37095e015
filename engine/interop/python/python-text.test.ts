import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PythonNames } from './python-name.ts';
import { pythonComment, pythonString, pythonTextBlock } from './python-text.ts';

const strings = [
  ['plain', '"plain"'],
  ['say "hi"', `'say "hi"'`],
  [`it's "so"`, `'it\\'s "so"'`],
  ["it's", `"it's"`],
  ['back\\slash', '"back\\\\slash"'],
  ['a\r\n\tb', '"a\\r\\n\\tb"'],
  ['\0\x1b\x7f', '"\\x00\\x1b\\x7f"'],
  ['é 日本 😀', '"é 日本 😀"'],
  ['\u2028\u202e\ufeff\u00a0', '"\\u2028\\u202e\\ufeff\\xa0"'],
  ['\ud800', '"\\ud800"'],
  ['\u{e0041}', '"\\U000e0041"'],
] as const;

for (const [text, python] of strings) {
  test(`pythonString() writes ${JSON.stringify(text)}`, () => assert.equal(pythonString(text), python));
}

test('pythonComment() lets nothing end the comment', () => {
  assert.deepEqual(pythonComment('a\rb\r\nc\n\td\u2028\0 \n\n"""'), [
    '# a',
    '# b',
    '# c',
    '#     d\\u2028\\x00',
    '#',
    '# """',
  ]);
});

test('pythonTextBlock() keeps quotes and backslashes', () => {
  assert.equal(pythonTextBlock('a: "\\n"\n"""\n'), '"""\\\na: "\\\\n"\n\\"\\"\\"\n"""');
});

test('PythonNames gives each name its own identifier', () => {
  const names = new PythonNames(['os']);
  const given = ['ExampleGen', 'example-gen', 'HTTPServer', 'class', 'range', 'os', '9 é', 'Trainer2'];
  assert.deepEqual(
    given.map((name) => names.add(name)),
    ['example_gen', 'example_gen_2', 'http_server', 'class_', 'range_', 'os_2', 'x_9_', 'trainer2'],
  );
});
