import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { isInside } from './is-inside.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-inside-'));
  await mkdir(path.join(folder, 'root', 'Trainer'), { recursive: true });
  await mkdir(path.join(folder, 'root-beside'));
  await writeFile(path.join(folder, 'secret'), 'x');
  await symlink(path.join(folder, 'secret'), path.join(folder, 'root', 'link'));
});
after(() => rm(folder, { recursive: true }));

const table = [
  ['root', true],
  ['root/Trainer', true],
  ['root/../root/Trainer', true],
  ['root/../secret', false],
  ['root/link', false],
  ['root-beside', false],
  ['root/missing', false],
] as const;

for (const [name, expected] of table) {
  test(`isInside() of "${name}" is ${expected}`, async () => {
    assert.equal(await isInside(`${folder}/${name}`, [path.join(folder, 'root')]), expected);
  });
}

test('isInside() refuses relative paths and NUL', async () => {
  assert.equal(await isInside('root', [folder]), false);
  assert.equal(await isInside(`${folder}/root\0`, [folder]), false);
});
