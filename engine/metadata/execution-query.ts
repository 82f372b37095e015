import type { Database, Statement } from 'better-sqlite3';
import type { Outcome } from './execution-table.ts';
import { MetadataError } from './metadata-error.ts';

export interface ExecutionRecord {
  readonly id: number;
  readonly pipeline: string;
  readonly runId: string;
  readonly cell: string;
  readonly component: string;
  readonly key: string | null;
  /** The key's parts as they were stored; undefined for an execution that another program recorded. */
  readonly keyParts: unknown;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly reusedFrom: number | null;
  readonly resumedFrom: number | null;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly outcome: Outcome;
  /** An error view as it was stored. */
  readonly error: unknown;
  readonly metrics: Readonly<Record<string, number>>;
}

interface Row extends Omit<ExecutionRecord, 'keyParts' | 'parameters' | 'error' | 'metrics'> {
  readonly keyParts: string | null;
  readonly parameters: string;
  readonly error: string | null;
  readonly metrics: string | null;
}

const select = `
  SELECT execution_id AS id, pipeline, run_id AS runId, cell, component, key, key_parts AS keyParts, parameters,
    reused_from AS reusedFrom, resumed_from AS resumedFrom, started_ms AS startedMs, ended_ms AS endedMs, outcome,
    error, metrics
  FROM millrace_execution`;
const succeeded = "outcome IN ('complete', 'cached')";

/** Reads executions by the questions that the engine asks. */
export class ExecutionQuery {
  readonly #get: Statement<[number], Row>;
  readonly #newest: Statement<[string, string], Row>;
  readonly #newestSuccess: Statement<[string, string], Row>;
  readonly #byKey: Statement<[string, string, string], Row>;
  readonly #history: Statement<[string, string, number], Row>;
  readonly #ofRun: Statement<[string], Row>;
  readonly #running: Statement<[], Row>;
  readonly #newestSuccesses: Statement<[], { id: number }>;
  readonly #allSuccesses: Statement<[], { id: number; cell: string }>;

  constructor(database: Database) {
    this.#get = database.prepare(`${select} WHERE execution_id = ?`);
    this.#newest = database.prepare(
      `${select} WHERE pipeline = ? AND cell = ? ORDER BY execution_id DESC LIMIT 1`,
    );
    this.#newestSuccess = database.prepare(
      `${select} WHERE pipeline = ? AND cell = ? AND ${succeeded} ORDER BY execution_id DESC LIMIT 1`,
    );
    this.#byKey = database.prepare(
      `${select} WHERE key = ? AND pipeline = ? AND cell = ? AND ${succeeded} ORDER BY execution_id DESC LIMIT 20`,
    );
    this.#history = database.prepare(
      `${select} WHERE pipeline = ? AND cell = ? ORDER BY execution_id DESC LIMIT ?`,
    );
    this.#ofRun = database.prepare(`${select} WHERE run_id = ? ORDER BY execution_id`);
    this.#allSuccesses = database.prepare(
      `SELECT execution_id AS id, cell FROM millrace_execution WHERE ${succeeded} ORDER BY execution_id`,
    );
    this.#newestSuccesses = database.prepare(
      `SELECT MAX(execution_id) AS id FROM millrace_execution WHERE ${succeeded} GROUP BY pipeline, cell`,
    );
    this.#running = database.prepare(`${select} WHERE outcome = 'running'`);
  }

  /** @throws MetadataError "no-such-execution" */
  get(id: number): ExecutionRecord {
    const row = this.#get.get(id);
    if (!row) {
      throw new MetadataError('no-such-execution', `Cannot find execution ${id} in the pipeline's metadata`);
    }
    return toRecord(row);
  }

  newest(pipeline: string, cell: string): ExecutionRecord | undefined {
    return optionalRecord(this.#newest.get(pipeline, cell));
  }

  newestSuccess(pipeline: string, cell: string): ExecutionRecord | undefined {
    return optionalRecord(this.#newestSuccess.get(pipeline, cell));
  }

  /** Successes of a cell under a key, newest first. */
  withKey(key: string, pipeline: string, cell: string): readonly ExecutionRecord[] {
    return this.#byKey.all(key, pipeline, cell).map(toRecord);
  }

  history(pipeline: string, cell: string, limit: number): readonly ExecutionRecord[] {
    return this.#history.all(pipeline, cell, limit).map(toRecord);
  }

  ofRun(runId: string): readonly ExecutionRecord[] {
    return this.#ofRun.all(runId).map(toRecord);
  }

  /** Every success of every pipeline, oldest first. */
  allSuccesses(): readonly { readonly id: number; readonly cell: string }[] {
    return this.#allSuccesses.all();
  }

  /** The newest success of each cell of each pipeline. */
  newestSuccesses(): readonly { readonly id: number }[] {
    return this.#newestSuccesses.all();
  }

  /** Executions recorded as running; after a start, those of an engine that died (rule X2). */
  running(): readonly ExecutionRecord[] {
    return this.#running.all().map(toRecord);
  }
}

function optionalRecord(row: Row | undefined): ExecutionRecord | undefined {
  return row && toRecord(row);
}

function toRecord(row: Row): ExecutionRecord {
  return {
    ...row,
    keyParts: row.keyParts === null ? undefined : JSON.parse(row.keyParts),
    parameters: JSON.parse(row.parameters) as Record<string, unknown>,
    error: row.error === null ? undefined : JSON.parse(row.error),
    metrics: row.metrics === null ? {} : (JSON.parse(row.metrics) as Record<string, number>),
  };
}
