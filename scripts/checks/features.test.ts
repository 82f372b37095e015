import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFeatures, holdsTest, readFeatures } from './features.ts';

test('every feature of docs/features.md has its test', async () => {
  assert.deepEqual(await checkFeatures(), []);
});

test('readFeatures() takes the rows of the table and nothing else', () => {
  const page =
    '# F\n| id | feature | test |\n| --- | --- | --- |\n| F7 | A `schema` | `a/b.spec.ts`: it is edited |\n';
  assert.deepEqual(readFeatures(page), [{ id: 'F7', file: 'a/b.spec.ts', test: 'it is edited' }]);
});

test('holdsTest() wants a test of that name, not its words anywhere', () => {
  const source = "// it runs\ntest('@long it runs to here', async () => {});\ntest(\n  `it stops in time`,";
  assert.ok(holdsTest(source, 'it runs'));
  assert.ok(holdsTest(source, 'it stops'));
  assert.ok(!holdsTest(source, 'runs'));
  assert.ok(!holdsTest(source, 'it walks'));
});
