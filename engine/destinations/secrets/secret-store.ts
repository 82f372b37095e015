import { readFile } from 'node:fs/promises';
import type { EngineToMain, MainToEngine } from '../../contract/desktop.ts';

export type SecretService = 'huggingface' | 'google';

/** How a secret is kept, as the window shows it. */
export type SecretStorage = 'keychain' | 'session' | 'environment' | 'none';

type KeepSecret = Extract<EngineToMain, { type: 'keep-secret' }>;
type Secrets = Omit<Extract<MainToEngine, { type: 'secrets' }>, 'type'>;

interface StoredSecret {
  readonly secret: string;
  readonly storage: SecretStorage;
}

export interface SecretStoreOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Asks the desktop to put a secret into the system's key store, or to forget it; absent without a desktop. */
  readonly keep?: (message: KeepSecret) => void;
}

/**
 * The secrets of this engine process, in memory only: from the environment, from the desktop's key store, or typed
 * in by the user. What the user gave last goes before the environment. Nothing here writes to disk (rule D16).
 */
export class SecretStore {
  readonly #secrets = new Map<SecretService, StoredSecret>();
  readonly #keep: SecretStoreOptions['keep'];
  #keychain = false;

  private constructor(keep: SecretStoreOptions['keep']) {
    this.#keep = keep;
  }

  /** Reads `HF_TOKEN` or `HUGGING_FACE_HUB_TOKEN`, and the file that `GOOGLE_APPLICATION_CREDENTIALS` names. */
  static async create({ environment, keep }: SecretStoreOptions): Promise<SecretStore> {
    const store = new SecretStore(keep);
    store.#fromEnvironment('huggingface', environment.HF_TOKEN ?? environment.HUGGING_FACE_HUB_TOKEN);
    store.#fromEnvironment('google', await readCredentials(environment.GOOGLE_APPLICATION_CREDENTIALS));
    return store;
  }

  /** Takes what the desktop kept from earlier sessions. */
  receive({ values, keychain }: Secrets): void {
    this.#keychain = keychain;
    for (const service of ['huggingface', 'google'] as const) {
      const secret = values[service];
      if (secret !== undefined) {
        this.#secrets.set(service, { secret, storage: keychain ? 'keychain' : 'session' });
      }
    }
  }

  get(service: SecretService): string | undefined {
    return this.#secrets.get(service)?.secret;
  }

  storage(service: SecretService): SecretStorage {
    return this.#secrets.get(service)?.storage ?? 'none';
  }

  /** Keeps a secret: beyond this session only where the desktop has a key store that protects it. */
  put(service: SecretService, secret: string, remember: 'remember' | 'session'): void {
    const kept = remember === 'remember' && this.#keychain && this.#keep !== undefined;
    this.#secrets.set(service, { secret, storage: kept ? 'keychain' : 'session' });
    if (kept) {
      this.#keep?.({ type: 'keep-secret', service, secret });
    }
  }

  /** Forgets a secret here and in the key store; one from the environment comes back with the next start only. */
  forget(service: SecretService): void {
    this.#secrets.delete(service);
    this.#keep?.({ type: 'keep-secret', service, secret: null });
  }

  /** What executors of components that declare secrets are given, by service. */
  values(services: readonly SecretService[] = ['huggingface', 'google']): Readonly<Record<string, string>> {
    const pairs = services.map((service) => [service, this.get(service)] as const);
    return Object.fromEntries(
      pairs.flatMap(([service, secret]) => (secret === undefined ? [] : [[service, secret]])),
    );
  }

  /** Every secret, for redaction of what has no recognisable form. */
  known(): readonly string[] {
    return [...this.#secrets.values()].map((stored) => stored.secret);
  }

  #fromEnvironment(service: SecretService, secret: string | undefined): void {
    if (secret !== undefined && secret.trim() !== '') {
      this.#secrets.set(service, { secret: secret.trim(), storage: 'environment' });
    }
  }
}

/** The text of a service-account file; a file that cannot be read is left to the Google client, which words it. */
async function readCredentials(path: string | undefined): Promise<string | undefined> {
  if (path === undefined || path === '') {
    return undefined;
  }
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
