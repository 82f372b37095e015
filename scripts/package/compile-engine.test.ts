import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isShipped } from './compile-engine.ts';

const table = [
  ['engine/cli/main.ts', true],
  ['engine/formats/proto/gen/x_pb.js', true],
  ['engine/formats/proto/gen/x_pb.d.ts', false],
  ['engine/cli/main.test.ts', false],
  ['engine/orchestrator/testing/workbench.ts', false],
  ['engine/formats/fixtures/a.ts', false],
  ['engine/formats/proto/x.proto', false],
] as const;

for (const [file, shipped] of table) {
  test(`${file} is ${shipped ? '' : 'not '}shipped`, () => assert.equal(isShipped(file), shipped));
}
