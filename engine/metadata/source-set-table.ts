import type { Database, Statement } from 'better-sqlite3';

/** A data file of a set: its path below their common folder, its size in bytes and the digest of its content. */
export type SourceFile = readonly [path: string, sizeBytes: number, digest: string];

/** Sets with more files are not kept: their list would be larger than what it explains. */
const mostFiles = 10_000;

/** What the digests of data files in keys stand for (rule K5), so that reasons can name files. */
export class SourceSetTable {
  readonly #get: Statement<[string], { files: string }>;
  readonly #add: Statement<[string, string]>;

  constructor(database: Database) {
    this.#get = database.prepare('SELECT files FROM millrace_source_set WHERE digest = ?');
    this.#add = database.prepare('INSERT OR IGNORE INTO millrace_source_set VALUES (?, ?)');
  }

  add(digest: string, files: readonly SourceFile[]): void {
    if (files.length <= mostFiles) {
      this.#add.run(digest, JSON.stringify(files));
    }
  }

  /** Undefined for a set that was never read by an execution, or is too large to be kept. */
  get(digest: string): readonly SourceFile[] | undefined {
    const row = this.#get.get(digest);
    return row && (JSON.parse(row.files) as readonly SourceFile[]);
  }
}
