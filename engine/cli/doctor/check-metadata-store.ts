import type { DoctorCheck } from '../../contract/system.ts';
import { mendInstallation } from './mend-installation.ts';

/** Opens a database in memory with the SQLite that holds the metadata store. */
export async function checkMetadataStore(): Promise<DoctorCheck> {
  const base = { name: 'SQLite', optional: false } as const;
  try {
    const { default: Database } = await import('better-sqlite3');
    const database = new Database(':memory:');
    const version = database.prepare('SELECT sqlite_version()').pluck().get();
    database.close();
    return { ...base, ok: true, found: String(version) };
  } catch (error) {
    const found = `does not load: ${(error as Error).message}`;
    return { ...base, ok: false, found, mend: mendInstallation() };
  }
}
