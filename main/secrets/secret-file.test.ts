import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type SafeStorage, systemKeyStore } from './key-store.ts';
import { SecretFile } from './secret-file.ts';

const token = 'hf_canaryCANARYcanaryCANARYcanary';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-secrets-'));
});
after(() => rm(folder, { recursive: true }));

/** A key store in the shape of Electron's, with a real cipher. */
function safeStorage(backend: string): SafeStorage {
  const key = randomBytes(32);
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    decryptString: (secret) => {
      const cipher = createDecipheriv('aes-256-gcm', key, secret.subarray(0, 12));
      cipher.setAuthTag(secret.subarray(12, 28));
      return Buffer.concat([cipher.update(secret.subarray(28)), cipher.final()]).toString();
    },
  };
}

const place = (name: string) => path.join(folder, name);
const mode = async (file: string) => (await stat(file)).mode & 0o777;

test('D16 a secret comes back decrypted and lies encrypted in a file for its user alone', async () => {
  const secrets = new SecretFile(place('kept'), systemKeyStore(safeStorage('gnome_libsecret')));
  await secrets.keep('huggingface', token);
  assert.deepEqual(await secrets.read(), { huggingface: token });
  assert.ok(!(await readFile(place('kept'), 'utf8')).includes(token));
  assert.equal(await mode(place('kept')), 0o600);
});

test('D16 without a key store nothing is written', async () => {
  const secrets = new SecretFile(place('unprotected'), systemKeyStore(safeStorage('basic_text')));
  await secrets.keep('huggingface', token);
  assert.equal(secrets.isProtected, false);
  assert.deepEqual(await secrets.read(), {});
  assert.ok(!(await readdir(folder)).includes('unprotected'));
});

test('D16 forgetting the last secret removes the file', async () => {
  const secrets = new SecretFile(place('forgotten'), systemKeyStore(safeStorage('kwallet5')));
  await secrets.keep('huggingface', token);
  await secrets.keep('google', '{"type":"service_account"}');
  await secrets.keep('huggingface', null);
  assert.deepEqual(await secrets.read(), { google: '{"type":"service_account"}' });
  await secrets.keep('google', null);
  assert.ok(!(await readdir(folder)).includes('forgotten'));
});

test('D16 a secret of another machine and a damaged file count as none', async () => {
  const other = new SecretFile(place('other'), systemKeyStore(safeStorage('kwallet5')));
  await other.keep('huggingface', token);
  const here = new SecretFile(place('other'), systemKeyStore(safeStorage('kwallet5')));
  assert.deepEqual(await here.read(), {});
  await writeFile(place('damaged'), '{');
  assert.deepEqual(
    await new SecretFile(place('damaged'), systemKeyStore(safeStorage('kwallet5'))).read(),
    {},
  );
});

test('D16 systemKeyStore() prefers the asynchronous calls where Electron has them', async () => {
  const old = safeStorage('kwallet5');
  const store = systemKeyStore({
    ...old,
    encryptString: () => assert.fail('the synchronous call'),
    encryptStringAsync: async (text) => old.encryptString(text),
    decryptStringAsync: async (secret) => ({ result: old.decryptString(secret) }),
  });
  assert.equal(await store.decrypt(await store.encrypt(token)), token);
});
