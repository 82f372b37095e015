import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { notebookArgument } from './open-arguments.ts';

const table: readonly (readonly [readonly string[], string | null])[] = [
  [[], null],
  [['pets.pipeline.yaml'], '/home/ada/pets.pipeline.yaml'],
  [['/data/Ünïcode ordner/pets.pipeline.yaml'], '/data/Ünïcode ordner/pets.pipeline.yaml'],
  [['--no-sandbox', 'pets.pipeline.yaml'], '/home/ada/pets.pipeline.yaml'],
  [['--root=x.pipeline.yaml'], null],
  [['notes.txt'], null],
  [['millrace://open?file=/etc/passwd'], null],
  [['https://example.org/x.pipeline.yaml'], null],
  [['file:///etc/x.pipeline.yaml'], null],
  [['\\\\evil\\share\\x.pipeline.yaml'], null],
  [['//evil/share/x.pipeline.yaml'], null],
  [['/etc/passwd\0.pipeline.yaml'], null],
  [[`${'a'.repeat(5000)}.pipeline.yaml`], null],
];

for (const [parameters, expected] of table) {
  test(`D14 notebookArgument(${JSON.stringify(parameters).slice(0, 70)}) is ${expected}`, () => {
    const found = notebookArgument(parameters, '/home/ada');
    assert.equal(found, expected === null ? null : path.resolve(expected));
  });
}
