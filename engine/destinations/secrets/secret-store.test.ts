import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SecretStore } from './secret-store.ts';

test('SecretStore reads the environment as the official clients do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  const file = join(folder, 'account.json');
  await writeFile(file, '{"type":"service_account"}');
  const store = await SecretStore.create({
    environment: { HUGGING_FACE_HUB_TOKEN: ' hf_one \n', GOOGLE_APPLICATION_CREDENTIALS: file },
  });
  assert.deepEqual(store.values(), { huggingface: 'hf_one', google: '{"type":"service_account"}' });
  assert.equal(store.storage('huggingface'), 'environment');
  await rm(folder, { recursive: true });
});

test('SecretStore prefers HF_TOKEN and is empty where nothing is set', async () => {
  const both = await SecretStore.create({
    environment: { HF_TOKEN: 'hf_a', HUGGING_FACE_HUB_TOKEN: 'hf_b' },
  });
  assert.equal(both.get('huggingface'), 'hf_a');
  const none = await SecretStore.create({
    environment: { HF_TOKEN: '', GOOGLE_APPLICATION_CREDENTIALS: '/missing' },
  });
  assert.deepEqual(none.values(), {});
  assert.equal(none.storage('google'), 'none');
});

test('D16 SecretStore hands a secret to the key store only when asked and when there is one', async () => {
  const sent: unknown[] = [];
  const store = await SecretStore.create({ environment: {}, keep: (message) => sent.push(message) });
  store.put('huggingface', 'hf_x', 'remember');
  assert.deepEqual([store.storage('huggingface'), sent], ['session', []]);
  store.receive({ values: {}, keychain: true });
  store.put('huggingface', 'hf_y', 'session');
  assert.deepEqual([store.storage('huggingface'), sent], ['session', []]);
  store.put('huggingface', 'hf_z', 'remember');
  assert.deepEqual(
    [store.storage('huggingface'), sent],
    ['keychain', [{ type: 'keep-secret', service: 'huggingface', secret: 'hf_z' }]],
  );
});

test('SecretStore takes what the desktop kept before the environment, and forgets on request', async () => {
  const sent: unknown[] = [];
  const store = await SecretStore.create({
    environment: { HF_TOKEN: 'hf_env' },
    keep: (message) => sent.push(message),
  });
  store.receive({ values: { huggingface: 'hf_kept' }, keychain: true });
  assert.deepEqual([store.get('huggingface'), store.storage('huggingface')], ['hf_kept', 'keychain']);
  assert.deepEqual(store.known(), ['hf_kept']);
  store.forget('huggingface');
  assert.equal(store.get('huggingface'), undefined);
  assert.deepEqual(sent, [{ type: 'keep-secret', service: 'huggingface', secret: null }]);
});
