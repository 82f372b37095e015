/** The system's key store as far as secrets need it. */
export interface KeyStore {
  /** Whether what is encrypted is protected by more than a password that everybody knows. */
  isAvailable(): boolean;
  encrypt(text: string): Promise<Buffer>;
  /** Rejects for what this user on this machine did not encrypt. */
  decrypt(secret: Buffer): Promise<string>;
}

/** Electron's `safeStorage`; the members that newer versions added may be missing. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(secret: Buffer): string;
  /** There is one on Linux only. */
  getSelectedStorageBackend?(): string;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(secret: Buffer): Promise<{ readonly result: string }>;
}

/** On Linux without a keyring, Electron encrypts with a password that stands in its source. */
const worthless: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

/** Makes a key store of Electron's `safeStorage`, old or new. */
export function systemKeyStore(storage: SafeStorage): KeyStore {
  return {
    isAvailable: () =>
      storage.isEncryptionAvailable() && !worthless.has(storage.getSelectedStorageBackend?.() ?? 'system'),
    encrypt: async (text) => storage.encryptStringAsync?.(text) ?? storage.encryptString(text),
    decrypt: async (secret) => {
      if (storage.decryptStringAsync === undefined) return storage.decryptString(secret);
      return (await storage.decryptStringAsync(secret)).result;
    },
  };
}
