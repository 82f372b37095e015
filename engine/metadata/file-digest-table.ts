import type { Database, Statement } from 'better-sqlite3';
import type { DigestStore, KnownDigest } from '../base/stat-cache.ts';

interface Row {
  readonly sizeBytes: number;
  readonly mtimeNs: string;
  readonly inode: string;
  readonly digest: KnownDigest['digest'];
}

/** Where the stat cache outlives the process (rule K4). */
export class FileDigestTable implements DigestStore {
  readonly #get: Statement<[string], Row>;
  readonly #set: Statement<[string, number, string, string, string]>;

  constructor(database: Database) {
    this.#get = database.prepare(
      `SELECT size_bytes AS sizeBytes, mtime_ns AS mtimeNs, inode, digest FROM millrace_file_digest WHERE path = ?`,
    );
    this.#set = database.prepare('INSERT OR REPLACE INTO millrace_file_digest VALUES (?, ?, ?, ?, ?)');
  }

  get(path: string): KnownDigest | undefined {
    return this.#get.get(path);
  }

  set(path: string, { sizeBytes, mtimeNs, inode, digest }: KnownDigest): void {
    this.#set.run(path, sizeBytes, mtimeNs, inode, digest);
  }
}
