import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type CommitRequest, commitFiles } from './commit-files.ts';
import { createRepository } from './create-repository.ts';
import type { HubConnection } from './hub-connection.ts';
import { HubError } from './hub-error.ts';
import { identifyLocalFile, type UploadSource } from './local-file.ts';
import { ensureBranch } from './references.ts';
import type { HubDouble } from './testing/hub-double.ts';
import { canaryToken, connectTestHub, startTestHub } from './testing/test-connection.ts';

const repository = { type: 'model', name: 'ada/pets' } as const;
const big = noise(300_000, 'big');

test('commitFiles() puts small files and large ones, in parts, on the branch byte for byte', async () => {
  await using hub = await startTestHub({ partBytes: 65_536 });
  const { connection, request } = await prepare(hub);
  const progress: [number, number][] = [];
  const result = await commitFiles(connection, {
    ...request,
    onProgress: (...bytes) => progress.push(bytes),
  });
  assert.deepEqual(hub.store.paths({ type: 'model', id: 'ada/pets', revision: 'v1' }), [
    '.gitattributes',
    'README.md',
    'empty',
    'variables/data',
  ]);
  assert.ok(read(hub, 'variables/data').equals(big));
  assert.equal(read(hub, 'README.md').toString(), '# Pets\n');
  assert.deepEqual(progress[0], [0, result.sentBytes]);
  assert.deepEqual(progress.at(-1), [result.sentBytes, result.sentBytes]);
  assert.ok(progress.length > 5, 'progress comes in bytes while a file goes up');
});

test('commitFiles() goes through Xet where the Hub chooses it, and survives its failures', async () => {
  await using hub = await startTestHub({ transfer: 'xet' });
  hub.inject({ path: /\/v1\/xorbs\//, effect: { kind: 'drop', afterBytes: 50_000 } });
  hub.inject({ path: /\/v1\/shards/, effect: { kind: 'status', status: 503 } });
  const { connection, request } = await prepare(hub);
  const text = Buffer.from('0123456789abcdef, packed well. '.repeat(20_000));
  const files = await identify([
    ...sources,
    { path: 'log.bin', content: { bytes: Buffer.concat([text, big]) } },
  ]);
  const progress: number[] = [];
  await commitFiles(connection, { ...request, files, onProgress: (sent) => progress.push(sent) });
  assert.ok(read(hub, 'variables/data').equals(big));
  assert.ok(read(hub, 'log.bin').equals(Buffer.concat([text, big])));
  const stored = hub.requests.filter(({ host }) => host === 'storage');
  assert.ok(stored.some(({ path }) => path.startsWith('/v1/xorbs/')) && hub.faultsSpent);
  assert.ok(!JSON.stringify(stored.map(({ headers }) => headers)).includes(canaryToken));
  assert.ok(progress.length > 3);
});

test('commitFiles() stays with plain storage where it is told to', async () => {
  await using hub = await startTestHub({ transfer: 'xet' });
  const { connection, request } = await prepare(hub);
  await commitFiles(connection, { ...request, transfer: 'lfs' });
  assert.ok(read(hub, 'variables/data').equals(big));
  assert.equal(hub.xorbs.size, 0);
});

test('commitFiles() sends only what changed and removes only what it may', async () => {
  await using hub = await startTestHub();
  const { connection, request } = await prepare(hub);
  await commitFiles(connection, request);
  const sentBefore = hub.requests.filter(({ method }) => method === 'PUT').length;
  const files = await identify(
    [...sources.slice(1), { path: 'README.md', content: { text: '# New\n' } }].slice(1),
  );
  const result = await commitFiles(connection, { ...request, files, managed: new Set(['variables/data']) });
  const names = Object.fromEntries(
    Object.entries(result.changes).map(([kind, list]) => [
      kind,
      list.map((file: { path: string }) => file.path),
    ]),
  );
  assert.deepEqual(names, {
    added: [],
    changed: ['README.md'],
    unchanged: ['empty'],
    removed: ['variables/data'],
  });
  assert.equal(hub.requests.filter(({ method }) => method === 'PUT').length, sentBefore);
  assert.ok(hub.store.paths({ type: 'model', id: 'ada/pets', revision: 'v1' }).includes('.gitattributes'));
});

test('commitFiles() makes no commit where nothing changed', async () => {
  await using hub = await startTestHub();
  const { connection, request } = await prepare(hub);
  const first = await commitFiles(connection, request);
  const second = await commitFiles(connection, request);
  assert.equal(second.commitId, first.commitId);
  assert.equal(second.sentBytes, 0);
});

test('commitFiles() survives a connection that drops inside a large file', async () => {
  await using hub = await startTestHub({ partBytes: 65_536 });
  hub.inject({ method: 'PUT', path: /part=3/, times: 2, effect: { kind: 'drop', afterBytes: 20_000 } });
  const retries: string[] = [];
  const { connection, request } = await prepare(hub, retries);
  await commitFiles(connection, request);
  assert.ok(read(hub, 'variables/data').equals(big));
  assert.deepEqual(retries, ['the connection failed', 'the connection failed']);
  assert.ok(hub.faultsSpent);
});

test('commitFiles() waits as the Hub asks on 429 and tries 5xx again', async () => {
  await using hub = await startTestHub();
  const busy = { status: 429, headers: { 'Retry-After': '0' } } as const;
  hub.inject({ path: /preupload/, times: 2, effect: { kind: 'status', ...busy } });
  hub.inject({ path: /objects\/batch/, effect: { kind: 'status', status: 503 } });
  hub.inject({ method: 'POST', path: /\/commit\//, effect: { kind: 'status', status: 502 } });
  const retries: string[] = [];
  const { connection, request } = await prepare(hub, retries);
  await commitFiles(connection, request);
  assert.ok(read(hub, 'variables/data').equals(big));
  assert.equal(retries.length, 4);
});

test('commitFiles() takes a commit whose answer got lost for done', async () => {
  await using hub = await startTestHub();
  const { connection, request } = await prepare(hub);
  hub.inject({ method: 'POST', path: /\/commit\//, effect: { kind: 'drop-answer' } });
  const result = await commitFiles(connection, request);
  const commits = [...hub.store.find('model', 'ada/pets').commits.values()].map(({ title }) => title);
  assert.deepEqual(commits, ['initial commit', 'upload']);
  assert.equal(result.commitId, hub.store.find('model', 'ada/pets').branches.get('v1'));
});

test('commitFiles() keeps what somebody else committed meanwhile', async () => {
  await using hub = await startTestHub();
  const { connection, request } = await prepare(hub);
  const intrude = () => {
    const found = hub.store.find('model', 'ada/pets');
    const tree = new Map(hub.store.commit(found, 'v1').tree);
    tree.set('notes.txt', { bytes: Buffer.from('theirs'), lfsOid: null });
    hub.store.append(found, 'v1', { title: 'theirs', description: '', author: 'acme', tree });
  };
  hub.inject({ method: 'POST', path: /\/commit\//, effect: { kind: 'meanwhile', action: intrude } });
  await commitFiles(connection, request);
  assert.equal(read(hub, 'notes.txt').toString(), 'theirs');
  assert.ok(read(hub, 'variables/data').equals(big));
});

test('commitFiles() gives up on a branch that never stands still', async () => {
  await using hub = await startTestHub();
  const { connection, request } = await prepare(hub);
  hub.inject({ method: 'POST', path: /\/commit\//, times: 9, effect: { kind: 'status', status: 409 } });
  await assert.rejects(commitFiles(connection, request), hasCode('branch-moved'));
});

test('commitFiles() stops a push that is redirected to another host, without the token', async () => {
  await using hub = await startTestHub();
  await using other = await startTestHub();
  const { connection, request } = await prepare(hub);
  hub.inject({ path: /preupload/, effect: { kind: 'redirect', location: `${other.url}/api/steal` } });
  await assert.rejects(commitFiles(connection, request), hasCode('redirected'));
  assert.deepEqual(other.requests, []);
});

test('D20 the token goes to the Hub only, never to the storage of large files', async () => {
  await using hub = await startTestHub({ partBytes: 65_536 });
  const { connection, request } = await prepare(hub);
  await commitFiles(connection, request);
  const stored = hub.requests.filter(({ host }) => host === 'storage');
  assert.ok(stored.length >= 5);
  for (const { headers, path, body } of stored) {
    assert.ok(!JSON.stringify({ headers, path }).includes(canaryToken) && !body.includes(canaryToken));
  }
});

test('commitFiles() says that the storage is full', async () => {
  await using hub = await startTestHub({ quotaBytes: 100_000 });
  const { connection, request } = await prepare(hub);
  await assert.rejects(commitFiles(connection, request), hasCode('quota'));
});

test('commitFiles() stops when it is cancelled and completes when it is called again', async () => {
  await using hub = await startTestHub({ partBytes: 65_536 });
  const { connection, request } = await prepare(hub);
  const controller = new AbortController();
  hub.inject({
    method: 'PUT',
    path: /part=4/,
    effect: { kind: 'meanwhile', action: () => controller.abort() },
  });
  const cancelled = connectTestHub(hub, { signal: controller.signal });
  await assert.rejects(commitFiles(cancelled, request), { name: 'AbortError' });
  await commitFiles(connection, request);
  assert.ok(read(hub, 'variables/data').equals(big));
});

const sources: readonly UploadSource[] = [
  { path: 'README.md', content: { text: '# Pets\n' } },
  { path: 'variables/data', content: { bytes: big } },
  { path: 'empty', content: { text: '' } },
];

async function prepare(
  hub: HubDouble,
  retries: string[] = [],
): Promise<{ connection: HubConnection; request: CommitRequest }> {
  const connection = connectTestHub(hub, { retries });
  await createRepository(connection, repository, { visibility: 'private' });
  await ensureBranch(connection, repository, { branch: 'v1', start: 'main' });
  const request: CommitRequest = {
    repository,
    branch: 'v1',
    title: 'upload',
    files: await identify(sources),
    managed: new Set(),
    transfer: 'auto',
    onProgress: () => undefined,
  };
  return { connection, request };
}

async function identify(list: readonly UploadSource[]) {
  return await Promise.all(list.map((source) => identifyLocalFile(source, new AbortController().signal)));
}

function read(hub: HubDouble, path: string): Buffer {
  return hub.store.read({ type: 'model', id: 'ada/pets', revision: 'v1', path });
}

function hasCode(code: string) {
  return (error: unknown) => error instanceof HubError && error.code === code && error.hint !== undefined;
}

/** Bytes that no text detection takes for text, the same each time. */
function noise(length: number, seed: string): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash('sha256').update(`${seed}${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}
