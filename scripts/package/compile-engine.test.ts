import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isShipped, renameImports } from './compile-engine.ts';

test('renameImports() renames what names one of our sources and nothing else', () => {
  const source = [
    "import { x } from './command.ts';",
    "const y = import.meta.resolve('../base/assert-never.ts');",
    "const users = './their-model.ts';",
  ].join('\n');
  assert.equal(
    renameImports('engine/cli/main.ts', source),
    [
      "import { x } from './command.js';",
      "const y = import.meta.resolve('../base/assert-never.js');",
      "const users = './their-model.ts';",
    ].join('\n'),
  );
});

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
