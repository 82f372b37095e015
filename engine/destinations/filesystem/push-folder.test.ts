import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { currentVersion, pointCurrentAt } from './current-alias.ts';
import { FilesystemError } from './filesystem-error.ts';
import { listVersions, pushToFolder, servingFiles } from './push-folder.ts';
import { readPushLog, recordPush } from './push-log.ts';

async function makeModel(content = 'graph'): Promise<string> {
  const model = await mkdtemp(path.join(tmpdir(), 'millrace-model-'));
  await mkdir(path.join(model, 'variables'));
  await writeFile(path.join(model, 'saved_model.pb'), content);
  await writeFile(path.join(model, 'variables', 'variables.index'), 'index');
  await writeFile(path.join(model, 'variables', 'variables.data-00000-of-00001'), 'weights');
  return model;
}

const emptyFolder = () => mkdtemp(path.join(tmpdir(), 'millrace-push-'));

function push(model: string, baseDirectory: string, rest: object = {}) {
  return pushToFolder({
    model,
    baseDirectory,
    digest: 'sha256-abcdef0123456789',
    nowSeconds: 1_795_510_881.7,
    signal: new AbortController().signal,
    ...rest,
  });
}

test('pushToFolder() makes a version named by the second, with every file and nothing else', async () => {
  const [model, base] = [await makeModel(), await emptyFolder()];
  const pushed = await push(model, base);
  assert.deepEqual(pushed, {
    version: '1795510881',
    directory: path.join(base, '1795510881'),
    sizeBytes: 17,
  });
  assert.deepEqual((await servingFiles(pushed.directory)).map((file) => file.path).sort(), [
    'saved_model.pb',
    'variables/variables.data-00000-of-00001',
    'variables/variables.index',
  ]);
  assert.deepEqual(await readdir(base), ['1795510881']);
});

test('pushToFolder() copies saved_model.pb last, and the version appears only when it is whole', async () => {
  const [model, base] = [await makeModel(), await emptyFolder()];
  const copied: (readonly [number, readonly string[]])[] = [];
  await push(model, base, {
    onProgress: async (done: number) => copied.push([done, await listVersions(base)]),
  });
  const files = await servingFiles(model);
  assert.equal(files.at(-1)?.path, 'saved_model.pb');
  assert.deepEqual(copied.map(([done]) => done).at(-1), 17);
});

test('pushToFolder() gives a second push in the same second, or with the clock set back, a later version', async () => {
  const [model, base] = [await makeModel(), await emptyFolder()];
  await push(model, base);
  const second = await push(model, base);
  const third = await push(model, base, { nowSeconds: 5 });
  assert.deepEqual([second.version, third.version], ['1795510882', '1795510883']);
  assert.deepEqual(await listVersions(base), ['1795510883', '1795510882', '1795510881']);
});

test('pushToFolder() cut short leaves no version, and the next push of the model goes on where it ended', async () => {
  const [model, base] = [await makeModel(), await emptyFolder()];
  const aborted = new AbortController();
  await assert.rejects(
    push(model, base, { signal: aborted.signal, onProgress: () => aborted.abort() }),
    (error) => error instanceof Error && error.name === 'AbortError',
  );
  assert.deepEqual(await listVersions(base), []);
  const [staging] = await readdir(base);
  const [first] = await servingFiles(model);
  const kept = path.join(base, staging!, first!.path);
  await utimes(kept, 1, 1);

  const pushed = await push(model, base);
  assert.deepEqual(await readdir(base), [pushed.version]);
  assert.equal(
    (await stat(path.join(pushed.directory, first!.path))).mtimeMs,
    1000,
    'the file is not copied again',
  );
});

test('pushToFolder() refuses a folder that is no SavedModel and leaves the destination alone', async () => {
  const [model, base] = [await emptyFolder(), await emptyFolder()];
  await assert.rejects(
    push(model, base),
    (error) => error instanceof FilesystemError && error.code === 'not-a-serving-model',
  );
  assert.deepEqual(await readdir(base), []);
});

test('pushToFolder() says what it could not write to', async () => {
  const [model, base] = [await makeModel(), await emptyFolder()];
  await writeFile(path.join(base, 'file'), '');
  await assert.rejects(
    push(model, path.join(base, 'file')),
    (error) =>
      error instanceof FilesystemError && error.code === 'cannot-push' && error.message.includes('file'),
  );
});

test('pointCurrentAt() moves the alias forth and back, and readers see the version through it', async () => {
  const base = await emptyFolder();
  const first = await push(await makeModel('first'), base);
  const second = await push(await makeModel('second'), base);
  assert.equal(await currentVersion(base), null);
  await pointCurrentAt(base, second.version);
  await pointCurrentAt(base, first.version);
  assert.equal(await currentVersion(base), first.version);
  assert.equal(await readFile(path.join(base, 'current', 'saved_model.pb'), 'utf8'), 'first');
  assert.deepEqual(await listVersions(base), [second.version, first.version]);
});

test('pointCurrentAt() refuses a version that is gone, names the others, and leaves the alias', async () => {
  const base = await emptyFolder();
  const { version } = await push(await makeModel(), base);
  await pointCurrentAt(base, version);
  await assert.rejects(
    pointCurrentAt(base, '1'),
    (error) =>
      error instanceof FilesystemError &&
      error.code === 'no-such-version' &&
      error.hint?.includes(version) === true,
  );
  assert.equal(await currentVersion(base), version);
});

test('recordPush() keeps every push in order, and a damaged line does not hide the others', async () => {
  const base = await emptyFolder();
  const entry = {
    action: 'push' as const,
    atMs: 1,
    version: '5',
    pipeline: 'pets',
    runId: 'run',
    executionId: 3,
    model: 'uri',
    digest: 'sha256-1',
  };
  await recordPush(base, entry);
  await writeFile(path.join(base, '.millrace-pushes.jsonl'), '{"action": \n', { flag: 'a' });
  await recordPush(base, { ...entry, action: 'rollback' });
  assert.deepEqual(await readPushLog(base), [entry, { ...entry, action: 'rollback' }]);
});
