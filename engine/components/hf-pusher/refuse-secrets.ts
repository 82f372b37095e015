import { readFile } from 'node:fs/promises';
import type { UploadSource } from '../../destinations/hub/local-file.ts';
import { PushError } from './push-error.ts';

/** Names that hold credentials, wherever they lie. */
const secretNames = [
  /^\.env(?:\..*)?$/,
  /^\.netrc$/,
  /^id_(?:rsa|dsa|ecdsa|ed25519)$/,
  /\.(?:pem|key|p12|pfx|jks|keystore)$/i,
  /^credentials(?:\.json)?$/,
];

/** Contents that are credentials beyond doubt; prose about tokens must not stop a push. */
const secretContents = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bhf_[A-Za-z0-9]{20,}/,
  /\bya29\.[\w-]{20,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
];

/** Text this long is data, not settings; looking through it would cost time and find noise. */
const longestChecked = 4 * 1024 * 1024;

const textName = /\.(?:ts|js|json|ya?ml|md|txt|py|csv|html|css|pbtxt|toml|ini|cfg)$/i;

/**
 * Stops a push that would publish a secret (rule D19): by name, and by what text files hold. `secrets` are those of
 * this session, which are looked for as they are.
 *
 * @throws PushError "secret-file" naming the file
 */
export async function refuseSecrets(
  files: readonly UploadSource[],
  secrets: readonly string[],
): Promise<void> {
  for (const file of files) {
    const name = file.path.split('/').at(-1) ?? '';
    if (secretNames.some((pattern) => pattern.test(name))) {
      throw secretFile(file.path, 'its name says that it holds credentials');
    }
    const text = textName.test(name) ? await textOf(file) : '';
    if (text.length < longestChecked && holdsSecret(text, secrets)) {
      throw secretFile(file.path, 'it holds what looks like a token or private key');
    }
  }
}

function holdsSecret(text: string, secrets: readonly string[]): boolean {
  return (
    secretContents.some((pattern) => pattern.test(text)) || secrets.some((secret) => text.includes(secret))
  );
}

async function textOf({ content }: UploadSource): Promise<string> {
  if ('file' in content) {
    return await readFile(content.file, 'utf8');
  }
  return 'text' in content ? content.text : Buffer.from(content.bytes).toString('utf8');
}

function secretFile(path: string, why: string): PushError {
  return new PushError('secret-file', `Cannot push "${path}": ${why}`, {
    hint: 'Take the secret out of the file; tokens belong in the sign-in or the environment',
    location: { file: path },
  });
}
