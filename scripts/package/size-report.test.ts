import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { isWithinBudget, measureParts, partOf, wordSizes } from './size-report.ts';

const table = [
  ['node_modules/@tensorflow/tfjs-node-gpu/deps/lib/libtensorflow.so', 'TensorFlow'],
  ['node_modules/@tensorflow/tfjs-node-gpu/dist/index.js', 'npm packages'],
  ['node/node', 'Node 24'],
  ['../millrace', 'Electron and main'],
  ['app.asar', 'Electron and main'],
] as const;

for (const [file, part] of table) test(`${file} counts as ${part}`, () => assert.equal(partOf(file), part));

test('measureParts() counts bytes as they are and as an installer holds them', async () => {
  const app = await mkdtemp(path.join(tmpdir(), 'millrace-size-'));
  const resources = path.join(app, 'resources');
  await mkdir(path.join(resources, 'node'), { recursive: true });
  await writeFile(path.join(resources, 'node', 'node'), Buffer.alloc(1_000_000));
  await writeFile(path.join(app, 'millrace'), 'small');
  const [node, electron] = await measureParts(app, resources);
  assert.deepEqual([node?.name, node?.bytes], ['Node 24', 1_000_000]);
  assert.ok(node && node.compressed > 0 && node.compressed < 1000);
  assert.deepEqual([electron?.name, electron?.bytes], ['Electron and main', 5]);
  await rm(app, { recursive: true });
});

test('isWithinBudget() looks at the compressed sum, and wordSizes() shows both', () => {
  const part = (compressed: number) => ({ name: 'x', bytes: 9e8, compressed });
  assert.equal(isWithinBudget([part(4e8), part(5e7)]), true);
  assert.equal(isWithinBudget([part(4e8), part(5e7 + 1)]), false);
  assert.match(wordSizes([part(4e8)]), /900\.0 {5}400\.0 MB {2}in all; an installer may take 450 MB$/);
});
