import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeCondition, parseCondition } from './parse-condition.ts';

const features = [
  { name: 'label', kind: 'float', display: 'mask' },
  { name: 'label_shape', kind: 'int', display: 'values' },
  { name: 'file name', kind: 'bytes', display: 'values' },
];

const condition = (feature: string, operator: string, value?: string | number) => ({
  kind: 'condition',
  condition: value === undefined ? { feature, operator } : { feature, operator, value },
});

test('parseCondition() reads comparisons, text and presence', () => {
  const cases: [string, unknown][] = [
    ['label >= 3', condition('label', '>=', 3)],
    ['label!=0', condition('label', '!=', 0)],
    ['label_shape = 128', condition('label_shape', '=', 128)],
    ['file name ~ cat', condition('file name', 'contains', 'cat')],
    ['file name = "12"', condition('file name', '=', '12')],
    ['label missing', condition('label', 'missing')],
    ['#120', { kind: 'record', record: 120 }],
  ];
  for (const [text, expected] of cases) assert.deepEqual(parseCondition(text, features), expected, text);
});

test('parseCondition() looks for a bare word in the first text feature', () => {
  assert.deepEqual(parseCondition('siamese', features), condition('file name', 'contains', 'siamese'));
});

test('parseCondition() says what is wrong', () => {
  for (const text of ['', 'label', 'label >', 'nothing = 3', 'label_shape = wide']) {
    assert.equal(parseCondition(text, features).kind, 'problem', text);
  }
  assert.equal(parseCondition('word', features.slice(0, 2)).kind, 'problem');
});

test('describeCondition() is readable', () => {
  assert.deepEqual(
    [
      describeCondition({ feature: 'label', operator: '>=', value: 3 }),
      describeCondition({ feature: 'name', operator: 'contains', value: 'cat' }),
      describeCondition({ feature: 'mask', operator: 'missing' }),
    ],
    ['label >= 3', 'name contains “cat”', 'mask is missing'],
  );
});
