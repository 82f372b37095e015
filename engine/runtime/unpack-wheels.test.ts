import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { isRuntimeEntry } from './tensorflow-folder.ts';
import { zip } from './testing/zip.ts';
import { unpackWheels } from './unpack-wheels.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-unpack-'));
});
after(() => rm(folder, { recursive: true }));

async function wheel(name: string, content: Buffer): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

test('unpackWheels() joins the wanted entries of several wheels in one folder', async () => {
  const wheels = [
    await wheel('a.whl', zip({ 'tensorflow/libtensorflow_cc.so.2': 'cc', 'tensorflow/python/x.py': 'no' })),
    await wheel(
      'b.whl',
      zip({ 'nvidia/cublas/lib/libcublas.so.12': 'blas', 'nvidia/cublas/include/b.h': 'no' }),
    ),
  ];
  const target = path.join(folder, 'joined');
  await unpackWheels({ wheels, folder: target, wanted: isRuntimeEntry });
  const files = await readdir(target, { recursive: true, withFileTypes: true });
  assert.deepEqual(
    files
      .filter((each) => each.isFile())
      .map((each) => each.name)
      .sort(),
    ['libcublas.so.12', 'libtensorflow_cc.so.2'],
  );
  assert.equal(await readFile(path.join(target, 'nvidia/cublas/lib/libcublas.so.12'), 'utf8'), 'blas');
});

test('unpackWheels() refuses a damaged archive and leaves no folder', async () => {
  const damaged = await wheel(
    'damaged.whl',
    zip({ 'tensorflow/libtensorflow_cc.so.2': 'cc' }).subarray(0, 60),
  );
  const target = path.join(folder, 'damaged');
  await assert.rejects(unpackWheels({ wheels: [damaged], folder: target, wanted: () => true }), {
    code: 'archive-damaged',
  });
  assert.ok(!(await readdir(folder)).some((name) => name.startsWith('damaged') && name !== 'damaged.whl'));
});

test('D25 unpackWheels() refuses an entry that climbs out of the folder', async () => {
  const climbing = await wheel('climbing.whl', zip({ '../escaped.so': 'x' }));
  await assert.rejects(
    unpackWheels({ wheels: [climbing], folder: path.join(folder, 'climbing'), wanted: () => true }),
    { code: 'archive-damaged' },
  );
  assert.ok(!(await readdir(folder)).includes('escaped.so'));
});
