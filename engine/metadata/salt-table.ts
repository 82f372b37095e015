import type { Database, Statement } from 'better-sqlite3';

/** A number per cell that enters its key, raised when the user asks to forget a result. */
export class SaltTable {
  readonly #get: Statement<[string, string], { salt: number }>;
  readonly #raise: Statement<[string, string]>;

  constructor(database: Database) {
    this.#get = database.prepare('SELECT salt FROM millrace_salt WHERE pipeline = ? AND cell = ?');
    this.#raise = database.prepare(
      `INSERT INTO millrace_salt VALUES (?, ?, 1) ON CONFLICT (pipeline, cell) DO UPDATE SET salt = salt + 1`,
    );
  }

  get(pipeline: string, cell: string): number {
    return this.#get.get(pipeline, cell)?.salt ?? 0;
  }

  raise(pipeline: string, cell: string): void {
    this.#raise.run(pipeline, cell);
  }
}
