import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRepository } from '../create-repository.ts';
import type { HubDouble } from './hub-double.ts';
import { canaryToken, connectTestHub, startTestHub } from './test-connection.ts';

test('HubDouble refuses what the Hub refuses', async () => {
  await using hub = await startTestHub();
  await createRepository(connectTestHub(hub), { type: 'model', name: 'ada/pets' }, { visibility: 'private' });
  const commit = (lines: readonly unknown[], type = 'application/x-ndjson') =>
    post(hub, '/api/models/ada/pets/commit/main', lines.map((line) => JSON.stringify(line)).join('\n'), type);
  const header = { key: 'header', value: { summary: 'title' } };
  const file = (path: string) => ({ key: 'file', value: { path, content: '', encoding: 'base64' } });
  const lfs = { key: 'lfsFile', value: { path: 'a', algo: 'sha256', oid: '0'.repeat(64), size: 1 } };
  const readme = {
    key: 'file',
    value: { path: 'README.md', content: '---\ntags: 3\n---\n', encoding: 'utf-8' },
  };
  const answers = [
    await commit([header], 'application/json'),
    await commit([file('a')]),
    await commit([header, file('../a')]),
    await commit([header, { key: 'file', value: { path: 'a', content: '', mode: 7 } }]),
    await commit([header, lfs]),
    await commit([header, readme]),
    await commit([{ key: 'header', value: { summary: 's', parentCommit: '0'.repeat(40) } }, file('a')]),
    await post(hub, '/api/repos/create', '{"name":"a--b","type":"model"}'),
    await post(hub, '/api/repos/create', '{"name":"a","type":"space"}'),
    await post(hub, '/api/models/ada/pets/unknown', '{}'),
    await commit([header, file('good')]),
  ];
  assert.deepEqual(answers, [415, 400, 400, 400, 400, 400, 412, 400, 400, 404, 200]);
});

test('HubDouble keeps private repositories from others and large files behind signatures', async () => {
  await using hub = await startTestHub();
  await createRepository(connectTestHub(hub), { type: 'model', name: 'ada/pets' }, { visibility: 'private' });
  assert.equal((await fetch(`${hub.url}/api/models/ada/pets`)).status, 404);
  const put = { method: 'PUT', body: 'x', headers: { Authorization: `Bearer ${canaryToken}` } };
  const target = `${hub.storageUrl}/model/ada/pets/${'0'.repeat(64)}`;
  assert.equal((await fetch(`${target}?X-Amz-Signature=1`, put)).status, 400);
  assert.equal((await fetch(target, { method: 'PUT', body: 'x' })).status, 403);
});

async function post(hub: HubDouble, path: string, body: string, type = 'application/json'): Promise<number> {
  const headers = { Authorization: `Bearer ${canaryToken}`, 'Content-Type': type };
  return (await fetch(`${hub.url}${path}`, { method: 'POST', body, headers })).status;
}
