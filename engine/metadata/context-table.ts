import type { Database, Statement } from 'better-sqlite3';
import type { TypeTable } from './type-table.ts';

/** TFX's context types. An execution is in all four; a resolver has no `execution_cache`. */
export type ContextType = 'pipeline' | 'pipeline_run' | 'node' | 'execution_cache';

/** ML Metadata's contexts with their links to executions (Association) and artifacts (Attribution). */
export class ContextTable {
  readonly #types: TypeTable;
  readonly #find: Statement<[number, string], { id: number }>;
  readonly #insert: Statement<[number, string, number, number]>;
  readonly #insertParent: Statement<[number, number]>;
  readonly #associate: Statement<[number, number]>;
  readonly #attribute: Statement<[number, number]>;
  readonly #ofExecution: Statement<[number], { id: number }>;

  constructor(database: Database, types: TypeTable) {
    this.#types = types;
    this.#find = database.prepare('SELECT id FROM Context WHERE type_id = ? AND name = ?');
    this.#insert = database.prepare(
      'INSERT INTO Context (type_id, name, create_time_since_epoch, last_update_time_since_epoch) VALUES (?, ?, ?, ?)',
    );
    this.#insertParent = database.prepare(
      'INSERT OR IGNORE INTO ParentContext (context_id, parent_context_id) VALUES (?, ?)',
    );
    this.#associate = database.prepare(
      'INSERT OR IGNORE INTO Association (context_id, execution_id) VALUES (?, ?)',
    );
    this.#attribute = database.prepare(
      'INSERT OR IGNORE INTO Attribution (context_id, artifact_id) VALUES (?, ?)',
    );
    this.#ofExecution = database.prepare(
      'SELECT context_id AS id FROM Association WHERE execution_id = ? ORDER BY id',
    );
  }

  ensure(type: ContextType, name: string, nowMs: number): number {
    const typeId = this.#types.ensure({ kind: 'context', name: type });
    const existing = this.#find.get(typeId, name);
    return existing?.id ?? Number(this.#insert.run(typeId, name, nowMs, nowMs).lastInsertRowid);
  }

  setParent(contextId: number, parentId: number): void {
    this.#insertParent.run(contextId, parentId);
  }

  associate(executionId: number, contextIds: readonly number[]): void {
    for (const contextId of contextIds) {
      this.#associate.run(contextId, executionId);
    }
  }

  /** Links an artifact to every context of the execution that reads or makes it, as TFX does. */
  attribute(artifactId: number, executionId: number): void {
    for (const { id } of this.#ofExecution.all(executionId)) {
      this.#attribute.run(id, artifactId);
    }
  }
}
