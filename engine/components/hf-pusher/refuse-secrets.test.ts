import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PushError } from './push-error.ts';
import { refuseSecrets } from './refuse-secrets.ts';

test('D19 refuseSecrets() stops files that are credentials or hold them, and nothing else', async () => {
  const refused = [
    ['.env', ''],
    ['pipeline/.env.local', ''],
    ['keys/server.pem', ''],
    ['id_ed25519', ''],
    ['notes.md', '-----BEGIN RSA PRIVATE KEY-----'],
    ['model.ts', `const token = 'hf_${'a'.repeat(34)}';`],
    ['config.yaml', 'session: my own secret'],
  ] as const;
  for (const [path, text] of refused) {
    await assert.rejects(
      check(path, text),
      (error) => error instanceof PushError && error.location.file === path,
    );
  }
  const fine = [
    ['README.md', 'Send the header "Authorization: Bearer <your token>" with hf_... in it'],
    ['environment.ts', 'export const env = process.env;'],
    ['keyboard.ts', ''],
  ] as const;
  for (const [path, text] of fine) {
    await check(path, text);
  }
});

async function check(path: string, text: string): Promise<void> {
  await refuseSecrets([{ path, content: { text } }], ['my own secret']);
}
