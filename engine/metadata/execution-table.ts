import { randomUUID } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import type { ArtifactTable, NewArtifact } from './artifact-table.ts';
import type { ContextTable } from './context-table.ts';
import type { ArtifactIds, EventTable } from './event-table.ts';
import { executionStates } from './mlmd-enums.ts';
import { PropertyTable, type StoredProperties } from './property-table.ts';
import type { TypeTable } from './type-table.ts';

/** What became of an execution; "abandoned" is one whose engine died, recorded as CANCELED in ML Metadata. */
export type Outcome = 'running' | 'complete' | 'cached' | 'failed' | 'canceled' | 'abandoned' | 'unknown';

export interface NewExecution {
  /** TFX's Python class path and the built-in type it extends. */
  readonly type: { readonly name: string; readonly base: string | null };
  readonly pipeline: string;
  readonly runId: string;
  readonly cell: string;
  readonly component: string;
  /** Null for what failed before its key was known. */
  readonly key: string | null;
  /** Whether the key names an `execution_cache` context; TFX gives none to resolvers. */
  readonly isCacheable: boolean;
  /** The key's parts as JSON, kept so that reasons can be told (rule K6). */
  readonly keyParts: unknown;
  /** As shown and compared; ML Metadata gets `properties`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly properties: StoredProperties;
  readonly inputs: ArtifactIds;
  readonly resumedFrom: number | null;
  readonly startedMs: number;
}

export interface ExecutionEnd {
  readonly outcome: Exclude<Outcome, 'running'>;
  readonly endedMs: number;
  readonly properties?: StoredProperties;
  /** Made by this execution. */
  readonly newOutputs?: Readonly<Record<string, readonly NewArtifact[]>>;
  /** Made by an earlier one: reused ("output") or resolved ("internalOutput"). */
  readonly earlierOutputs?: { readonly type: 'output' | 'internalOutput'; readonly artifacts: ArtifactIds };
  readonly reusedFrom?: number;
  /** An error view, without secrets. */
  readonly error?: unknown;
  /** The last value of each scalar it reported, for the table of runs. */
  readonly metrics?: Readonly<Record<string, number>>;
}

const mlmdStates: Readonly<Record<Outcome, (typeof executionStates)[number]>> = {
  running: 'running',
  complete: 'complete',
  cached: 'cached',
  failed: 'failed',
  canceled: 'canceled',
  abandoned: 'canceled',
  unknown: 'unknown',
};

/** Writes executions: every method is one transaction, so that no reader sees half of one (rule R3). */
export class ExecutionTable {
  readonly #database: Database;
  readonly #parts: {
    readonly types: TypeTable;
    readonly contexts: ContextTable;
    readonly events: EventTable;
    readonly artifacts: ArtifactTable;
  };
  readonly #properties: PropertyTable;
  readonly #insert: Statement<[number, number, string, number, number]>;
  readonly #insertDetail: Statement<Record<string, unknown>[]>;
  readonly #setState: Statement<[number, number, number]>;
  readonly #setOutcome: Statement<[Outcome, number, number | null, string | null, string | null, number]>;

  constructor(
    database: Database,
    parts: { types: TypeTable; contexts: ContextTable; events: EventTable; artifacts: ArtifactTable },
  ) {
    this.#database = database;
    this.#parts = parts;
    this.#properties = new PropertyTable(database, 'execution');
    this.#insert = database.prepare(
      `INSERT INTO Execution (type_id, last_known_state, name, create_time_since_epoch, last_update_time_since_epoch)
       VALUES (?, ?, ?, ?, ?)`,
    );
    this.#insertDetail = database.prepare(`
      INSERT INTO millrace_execution (execution_id, pipeline, run_id, cell, component, key, key_parts, parameters,
        resumed_from, started_ms, outcome)
      VALUES (@id, @pipeline, @runId, @cell, @component, @key, @keyParts, @parameters, @resumedFrom, @startedMs,
        'running')`);
    this.#setState = database.prepare(
      'UPDATE Execution SET last_known_state = ?, last_update_time_since_epoch = ? WHERE id = ?',
    );
    this.#setOutcome = database.prepare(
      'UPDATE millrace_execution SET outcome = ?, ended_ms = ?, reused_from = ?, error = ?, metrics = ? WHERE execution_id = ?',
    );
  }

  /** Registers an execution as RUNNING with its contexts and INPUT events, and returns its id. */
  begin(execution: NewExecution): number {
    return this.#transaction(() => this.#begin(execution));
  }

  /** Records the end with everything it made; returns the ids of new artifacts by output key. */
  end(executionId: number, end: ExecutionEnd): ArtifactIds {
    return this.#transaction(() => this.#end(executionId, end));
  }

  /** Both at once, for what does not run: a reuse, or a choice made by a resolver. */
  record(execution: NewExecution, end: ExecutionEnd): number {
    return this.#transaction(() => {
      const id = this.#begin(execution);
      this.#end(id, end);
      return id;
    });
  }

  properties(executionId: number): StoredProperties {
    return this.#properties.read(executionId).customProperties;
  }

  #begin(execution: NewExecution): number {
    const { contexts, events, types } = this.#parts;
    const { startedMs } = execution;
    const typeId = types.ensure({ kind: 'execution', ...execution.type });
    const running = executionStates.indexOf('running');
    const id = Number(this.#insert.run(typeId, running, randomUUID(), startedMs, startedMs).lastInsertRowid);
    this.#properties.write(id, { customProperties: execution.properties });
    contexts.associate(id, this.#contextsOf(execution));
    events.add(id, 'input', { artifacts: execution.inputs, atMs: startedMs });
    this.#attribute(id, execution.inputs);
    this.#insertDetail.run({
      id,
      pipeline: execution.pipeline,
      runId: execution.runId,
      cell: execution.cell,
      component: execution.component,
      key: execution.key,
      keyParts: JSON.stringify(execution.keyParts),
      parameters: JSON.stringify(execution.parameters),
      resumedFrom: execution.resumedFrom,
      startedMs,
    });
    return id;
  }

  #end(executionId: number, end: ExecutionEnd): ArtifactIds {
    const { endedMs, outcome } = end;
    const made = this.#addOutputs(end);
    this.#parts.events.add(executionId, 'output', { artifacts: made, atMs: endedMs });
    this.#attribute(executionId, made);
    if (end.earlierOutputs) {
      const { type, artifacts } = end.earlierOutputs;
      this.#parts.events.add(executionId, type, { artifacts, atMs: endedMs });
      this.#attribute(executionId, artifacts);
    }
    this.#properties.write(executionId, { customProperties: end.properties ?? {} });
    this.#setState.run(executionStates.indexOf(mlmdStates[outcome]), endedMs, executionId);
    this.#setOutcome.run(
      outcome,
      endedMs,
      end.reusedFrom ?? null,
      jsonOrNull(end.error),
      jsonOrNull(end.metrics),
      executionId,
    );
    return made;
  }

  #addOutputs({ newOutputs, endedMs }: ExecutionEnd): ArtifactIds {
    const { artifacts } = this.#parts;
    return Object.fromEntries(
      Object.entries(newOutputs ?? {}).map(([key, made]) => [
        key,
        made.map((artifact) => artifacts.add(artifact, endedMs)),
      ]),
    );
  }

  #contextsOf({ pipeline, runId, cell, key, isCacheable, startedMs }: NewExecution): readonly number[] {
    const { contexts } = this.#parts;
    const pipelineId = contexts.ensure('pipeline', pipeline, startedMs);
    const runContextId = contexts.ensure('pipeline_run', runId, startedMs);
    contexts.setParent(runContextId, pipelineId);
    const nodeId = contexts.ensure('node', `${pipeline}.${cell}`, startedMs);
    const cacheId = key === null || !isCacheable ? [] : [contexts.ensure('execution_cache', key, startedMs)];
    return [pipelineId, runContextId, nodeId, ...cacheId];
  }

  #attribute(executionId: number, artifacts: ArtifactIds): void {
    for (const id of Object.values(artifacts).flat()) {
      this.#parts.contexts.attribute(id, executionId);
    }
  }

  #transaction<Result>(work: () => Result): Result {
    try {
      return this.#database.transaction(work).immediate();
    } catch (error) {
      this.#parts.types.forgetIds();
      throw error;
    }
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
