import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { MainToEngine } from '../../engine/contract/desktop.ts';
import type { KeyStore } from './key-store.ts';

export type Secrets = Extract<MainToEngine, { type: 'secrets' }>['values'];
export type SecretService = keyof Secrets;

const fileSchema = z.object({
  version: z.literal(1),
  /** Each secret encrypted by the system's key store, in base64. */
  secrets: z.partialRecord(z.enum(['huggingface', 'google']), z.base64()),
});

/**
 * Secrets in a file of their own in the user's data, encrypted by the system's key store and readable by the user
 * alone. Without a key store nothing is ever written: secrets then live as long as the engine.
 */
export class SecretFile {
  readonly #file: string;
  readonly #keyStore: KeyStore;

  constructor(file: string, keyStore: KeyStore) {
    this.#file = file;
    this.#keyStore = keyStore;
  }

  get isProtected(): boolean {
    return this.#keyStore.isAvailable();
  }

  /** Returns the secrets that can be decrypted; one from another user or machine is as good as none. */
  async read(): Promise<Secrets> {
    if (!this.isProtected) return {};
    const entries = Object.entries(await this.#readEncrypted());
    const decrypted = await Promise.all(
      entries.map(async ([service, secret]) => [service, await this.#decrypt(secret)] as const),
    );
    return Object.fromEntries(decrypted.filter(([, secret]) => secret !== null));
  }

  /** Keeps a secret, or with null forgets it. Does nothing where no key store would protect it. */
  async keep(service: SecretService, secret: string | null): Promise<void> {
    if (!this.isProtected) return;
    const { [service]: _old, ...others } = await this.#readEncrypted();
    const secrets = secret === null ? others : { ...others, [service]: await this.#encrypt(secret) };
    if (Object.keys(secrets).length === 0) return rm(this.#file, { force: true });
    await this.#write(JSON.stringify({ version: 1, secrets }));
  }

  async #readEncrypted(): Promise<z.infer<typeof fileSchema>['secrets']> {
    try {
      return fileSchema.parse(JSON.parse(await readFile(this.#file, 'utf8'))).secrets;
    } catch {
      return {};
    }
  }

  async #write(text: string): Promise<void> {
    const staging = `${this.#file}.new`;
    await writeFile(staging, text, { mode: 0o600 });
    await chmod(staging, 0o600);
    await rename(staging, this.#file);
  }

  async #encrypt(secret: string): Promise<string> {
    return (await this.#keyStore.encrypt(secret)).toString('base64');
  }

  async #decrypt(secret: string): Promise<string | null> {
    return this.#keyStore.decrypt(Buffer.from(secret, 'base64')).catch(() => null);
  }
}
