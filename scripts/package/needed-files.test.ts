import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNeeded } from './needed-files.ts';

const table = [
  ['dist/index.js', 'node_modules/yaml', true],
  ['dist/doc/Document.js', 'node_modules/yaml', true],
  ['dist/index.js.map', 'node_modules/yaml', false],
  ['dist/index.d.ts', 'node_modules/yaml', false],
  ['README.md', 'node_modules/yaml', false],
  ['LICENSE.md', 'node_modules/yaml', true],
  ['test/all.js', 'node_modules/yaml', false],
  ['dist/tf.node.js', 'node_modules/@tensorflow/tfjs', true],
  ['dist/tf.es2017.min.js', 'node_modules/@tensorflow/tfjs', true],
  ['dist/tf.esm.js', 'node_modules/@tensorflow/tfjs', false],
  ['package.json', 'node_modules/@tensorflow/tfjs', true],
  ['deps/sqlite3/sqlite3.c', 'node_modules/better-sqlite3', false],
  ['lib/index.js', 'node_modules/better-sqlite3', true],
  ['dist/index.js', 'node_modules/a/node_modules/h5wasm', false],
  ['dist/node/hdf5_hl.js', 'node_modules/a/node_modules/h5wasm', true],
] as const;

for (const [file, folder, needed] of table) {
  test(`"${file}" of ${folder} is ${needed ? '' : 'not '}needed`, () => {
    assert.equal(isNeeded(file, folder), needed);
  });
}
