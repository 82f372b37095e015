import type { Database, Statement } from 'better-sqlite3';
import { MetadataError } from './metadata-error.ts';

export type RunState = 'running' | 'complete' | 'failed' | 'canceled' | 'abandoned';

export interface RunRecord {
  readonly runId: string;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly state: RunState;
  readonly starred: boolean;
}

interface Row extends Omit<RunRecord, 'starred'> {
  readonly starred: number;
}

const select = `
  SELECT run_id AS runId, started_ms AS startedMs, ended_ms AS endedMs, state, starred FROM millrace_run`;

/** Pipeline runs: what ML Metadata knows only as a context's name. */
export class RunTable {
  readonly #insert: Statement<[string, string, number]>;
  readonly #end: Statement<[RunState, number, string]>;
  readonly #star: Statement<[number, string]>;
  readonly #list: Statement<[string, number], Row>;
  readonly #starred: Statement<[], { runId: string }>;
  readonly #abandon: Statement<[number]>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      "INSERT INTO millrace_run (run_id, pipeline, started_ms, state) VALUES (?, ?, ?, 'running')",
    );
    this.#end = database.prepare('UPDATE millrace_run SET state = ?, ended_ms = ? WHERE run_id = ?');
    this.#star = database.prepare('UPDATE millrace_run SET starred = ? WHERE run_id = ?');
    this.#list = database.prepare(
      `${select} WHERE pipeline = ? ORDER BY started_ms DESC, run_id DESC LIMIT ?`,
    );
    this.#starred = database.prepare('SELECT run_id AS runId FROM millrace_run WHERE starred = 1');
    this.#abandon = database.prepare(
      "UPDATE millrace_run SET state = 'abandoned', ended_ms = ? WHERE state = 'running'",
    );
  }

  begin(runId: string, pipeline: string, startedMs: number): void {
    this.#insert.run(runId, pipeline, startedMs);
  }

  end(runId: string, state: RunState, endedMs: number): void {
    this.#end.run(state, endedMs, runId);
  }

  /** @throws MetadataError "no-such-run" */
  setStarred(runId: string, starred: boolean): void {
    if (this.#star.run(starred ? 1 : 0, runId).changes === 0) {
      throw new MetadataError('no-such-run', `Cannot find the run "${runId}" in the pipeline's metadata`);
    }
  }

  /** Newest first. */
  list(pipeline: string, limit: number): readonly RunRecord[] {
    return this.#list.all(pipeline, limit).map((row) => ({ ...row, starred: row.starred === 1 }));
  }

  starredIds(): readonly string[] {
    return this.#starred.all().map(({ runId }) => runId);
  }

  /** Ends the runs of an engine that died. */
  abandonRunning(nowMs: number): void {
    this.#abandon.run(nowMs);
  }
}
