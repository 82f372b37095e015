import type { Database, Statement } from 'better-sqlite3';
import type { DigestStore, KnownDigest } from '../base/stat-cache.ts';

interface Row {
  readonly sizeBytes: number;
  readonly mtimeNs: string;
  readonly inode: string;
  readonly digest: KnownDigest['digest'];
}

/** Where the stat cache outlives the process (rule K4). Digests are kept in memory until flush(). */
export class FileDigestTable implements DigestStore {
  readonly #database: Database;
  readonly #get: Statement<[string], Row>;
  readonly #set: Statement<[string, number, string, string, string]>;
  readonly #unsaved = new Map<string, KnownDigest>();

  constructor(database: Database) {
    this.#database = database;
    this.#get = database.prepare(
      `SELECT size_bytes AS sizeBytes, mtime_ns AS mtimeNs, inode, digest FROM millrace_file_digest WHERE path = ?`,
    );
    this.#set = database.prepare('INSERT OR REPLACE INTO millrace_file_digest VALUES (?, ?, ?, ?, ?)');
  }

  get(path: string): KnownDigest | undefined {
    return this.#unsaved.get(path) ?? this.#get.get(path);
  }

  set(path: string, known: KnownDigest): void {
    this.#unsaved.set(path, known);
  }

  flush(): void {
    if (this.#unsaved.size === 0) {
      return;
    }
    this.#database
      .transaction(() => {
        for (const [path, { sizeBytes, mtimeNs, inode, digest }] of this.#unsaved) {
          this.#set.run(path, sizeBytes, mtimeNs, inode, digest);
        }
      })
      .immediate();
    this.#unsaved.clear();
  }
}
