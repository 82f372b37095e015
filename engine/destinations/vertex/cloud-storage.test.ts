import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { downloadFolder, openBucket, parseStorageUri, uploadFolder } from './cloud-storage.ts';
import { StorageDouble } from './testing/storage-double.ts';
import { VertexError } from './vertex-error.ts';

const signal = new AbortController().signal;
const quiet = { signal, onProgress: () => undefined };
const open = (double: StorageDouble, bucket = 'models') =>
  openBucket({ project: 'p', region: 'r', emulators: { vertexPort: 0, storageUrl: double.url } }, bucket);

async function modelFolder(): Promise<{ folder: string; variables: Buffer }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-storage-'));
  const variables = randomBytes(6 * 1024 * 1024);
  await mkdir(path.join(folder, 'variables'));
  await writeFile(path.join(folder, 'saved_model.pb'), 'graph');
  await writeFile(path.join(folder, 'variables', 'variables.data-00000-of-00001'), variables);
  return { folder, variables };
}

test('uploadFolder sends what is missing, saved_model.pb last, and downloadFolder brings it back', async () => {
  await using double = await StorageDouble.start('models');
  const bucket = await open(double);
  const { folder, variables } = await modelFolder();
  const seen: number[] = [];
  const sent = await uploadFolder(
    bucket,
    { folder, prefix: 'pets/1' },
    { signal, onProgress: ({ doneBytes }) => seen.push(doneBytes) },
  );
  assert.deepEqual(sent, ['pets/1/variables/variables.data-00000-of-00001', 'pets/1/saved_model.pb']);
  assert.deepEqual(double.objects.get(`models/${sent[0]}`)?.content, variables);
  assert.equal(seen.at(-1), variables.length + 5);
  assert.deepEqual(
    await uploadFolder(bucket, { folder, prefix: 'pets/1' }, quiet),
    [],
    'nothing is sent twice',
  );

  const back = await mkdtemp(path.join(tmpdir(), 'millrace-storage-'));
  await downloadFolder(bucket, { prefix: 'pets/1', folder: back }, signal);
  assert.deepEqual(await readFile(path.join(back, 'variables', 'variables.data-00000-of-00001')), variables);
});

test('uploadFolder survives a connection that drops in the middle of a large file', async () => {
  await using double = await StorageDouble.start('models');
  const { folder, variables } = await modelFolder();
  double.dropAfterBytes = 2 * 1024 * 1024;
  await uploadFolder(await open(double), { folder, prefix: 'x' }, quiet);
  assert.deepEqual(
    double.objects.get('models/x/variables/variables.data-00000-of-00001')?.content,
    variables,
  );
});

test('uploadFolder names the role when it may not write', async () => {
  await using double = await StorageDouble.start('models');
  double.refuse = {
    pattern: /^POST/,
    status: 403,
    message: 'x@p.iam does not have storage.objects.create access.',
  };
  const { folder } = await modelFolder();
  await assert.rejects(
    uploadFolder(await open(double), { folder, prefix: 'x' }, quiet),
    (error: VertexError) => {
      assert.equal(error.code, 'no-permission');
      assert.match(error.message, /does not have storage\.objects\.create access/);
      assert.match(error.hint ?? '', /Storage Object Admin/);
      return true;
    },
  );
});

test('uploadFolder says so when the bucket does not exist', async () => {
  await using double = await StorageDouble.start('models');
  const { folder } = await modelFolder();
  await assert.rejects(uploadFolder(await open(double, 'nowhere'), { folder, prefix: 'x' }, quiet), {
    code: 'not-found',
  });
});

test('parseStorageUri takes gs:// folders only', () => {
  assert.deepEqual(parseStorageUri('gs://bucket/a/b/'), { bucket: 'bucket', prefix: 'a/b' });
  assert.deepEqual(parseStorageUri('gs://bucket'), { bucket: 'bucket', prefix: '' });
  assert.throws(() => parseStorageUri('s3://bucket/a'), VertexError);
});
