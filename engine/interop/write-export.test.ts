import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ExportError, planExport, writeExport } from './write-export.ts';

const files = [
  { path: 'pipeline.py', text: 'new\n' },
  { path: 'deep/er/same.py', text: 'same\n' },
  { path: 'by_hand.py', text: 'skeleton\n', isStartingPoint: true },
];

async function folderWith(contents: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-export-'));
  for (const [name, text] of Object.entries(contents)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

const undecided = () => undefined;
const read = (folder: string, name: string) => readFile(path.join(folder, name), 'utf8');

test('writeExport writes into a folder that is not there yet', async () => {
  const folder = path.join(await folderWith({}), 'new');
  assert.deepEqual(
    await writeExport(folder, files, undecided),
    files.map((file) => file.path),
  );
  assert.equal(await read(folder, 'deep/er/same.py'), 'same\n');
  assert.deepEqual(await writeExport(folder, files, undecided), []);
});

test('writeExport writes nothing when a file differs and nobody has decided about it', async () => {
  const folder = await folderWith({ 'pipeline.py': 'old\n' });
  await assert.rejects(
    writeExport(folder, files, (name) => (name === 'pipeline.py' ? undefined : 'replace')),
    (error) => error instanceof ExportError && error.code === 'file-exists',
  );
  await assert.rejects(read(folder, 'by_hand.py'));
  assert.deepEqual(await writeExport(folder, files, () => 'keep'), ['deep/er/same.py', 'by_hand.py']);
  assert.equal(await read(folder, 'pipeline.py'), 'old\n');
  assert.deepEqual(await writeExport(folder, files, () => 'replace'), ['pipeline.py']);
  assert.equal(await read(folder, 'pipeline.py'), 'new\n');
});

test('writeExport never replaces what a person goes on with', async () => {
  const folder = await folderWith({ 'by_hand.py': 'ported\n', 'deep/er/same.py': 'same\n' });
  const states = (await planExport(folder, files)).map(({ state }) => state);
  assert.deepEqual(states, ['new', 'same', 'kept']);
  assert.deepEqual(await writeExport(folder, files, () => 'replace'), ['pipeline.py']);
  assert.equal(await read(folder, 'by_hand.py'), 'ported\n');
});

test('planExport says so when a folder lies in the place of a file', async () => {
  const folder = await folderWith({ 'pipeline.py/inside': '' });
  await assert.rejects(
    planExport(folder, files),
    (error) => error instanceof ExportError && error.code === 'cannot-read',
  );
});

test('writeExport follows no link out of the folder', { skip: process.platform === 'win32' }, async () => {
  const outside = await folderWith({});
  const folder = await folderWith({});
  await symlink(outside, path.join(folder, 'deep'));
  await assert.rejects(writeExport(folder, files, undecided), { code: 'path-outside' });
  await assert.rejects(read(outside, 'er/same.py'));
});
