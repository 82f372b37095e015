import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { engineParameters, launchOptions } from './launch-options.ts';

const table: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['.'], []],
  [['.', '--sample'], ['--sample']],
  [['--no-sandbox', 'pets.pipeline.yaml', '--sample'], [path.resolve('/home/ada/pets.pipeline.yaml')]],
];

for (const [parameters, expected] of table) {
  test(`a start with ${JSON.stringify(parameters)} asks the engine for ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(engineParameters(launchOptions(parameters, '/home/ada')), expected);
  });
}
