import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { OrchestratorError } from './orchestrator-error.ts';
import type { RootLayout } from './root-layout.ts';

/**
 * The right to write to a pipeline root, held by one engine at a time.
 *
 * The lock is SQLite's exclusive lock on a file of its own: the system releases it when the process ends, however it
 * ends, so a dead engine's lock needs no guessing by process ids. A note beside it says who holds it.
 */
export class RootLock implements Disposable {
  readonly #database: Database.Database;
  readonly #note: string;
  /** Whether the engine before this one ended without giving the lock back. */
  readonly wasUnclean: boolean;

  private constructor(database: Database.Database, note: string) {
    this.#database = database;
    this.#note = note;
    this.wasUnclean = existsSync(note);
    writeFileSync(note, JSON.stringify({ pid: process.pid, sinceMs: Date.now() }));
  }

  /** @throws OrchestratorError "root-in-use" */
  static acquire(layout: RootLayout): RootLock {
    // Somebody who only looks holds it for a moment.
    const database = new Database(layout.lock, { timeout: 500 });
    try {
      database.pragma('journal_mode = DELETE');
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      throw new OrchestratorError(
        'root-in-use',
        `Another Millrace works in "${layout.root}"${holder(layout)}`,
        {
          hint: 'Close it there, or choose another folder with --root',
          location: { file: layout.root },
          cause: error,
        },
      );
    }
    return new RootLock(database, noteFile(layout));
  }

  [Symbol.dispose](): void {
    rmSync(this.#note, { force: true });
    this.#database.close();
  }
}

function holder(layout: RootLayout): string {
  try {
    const { pid, sinceMs } = JSON.parse(readFileSync(noteFile(layout), 'utf8')) as {
      pid: number;
      sinceMs: number;
    };
    return ` (process ${pid}, since ${new Date(sinceMs).toLocaleString()})`;
  } catch {
    return '';
  }
}

function noteFile(layout: RootLayout): string {
  return `${layout.lock}.json`;
}
