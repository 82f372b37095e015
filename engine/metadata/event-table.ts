import type { Database, Statement } from 'better-sqlite3';
import { eventType } from './mlmd-enums.ts';

/** Artifact ids by input or output key, in order. */
export type ArtifactIds = Readonly<Record<string, readonly number[]>>;

export interface EventLink {
  readonly executionId: number;
  readonly artifactId: number;
  readonly direction: 'input' | 'output';
  readonly key: string;
  readonly index: number;
}

interface StepRow {
  readonly artifact_id: number;
  readonly execution_id: number;
  readonly type: number;
  readonly event_id: number;
  readonly is_index_step: number;
  readonly step_index: number | null;
  readonly step_key: string | null;
}

const selectSteps = `
  SELECT e.artifact_id, e.execution_id, e.type, p.event_id, p.is_index_step, p.step_index, p.step_key
  FROM Event e JOIN EventPath p ON p.event_id = e.id`;

/**
 * ML Metadata's events. A path is a list of key and index steps; an artifact under two keys of one execution has one
 * event whose path holds both pairs ("model", 0, "baseline_model", 0), as TFX merges them.
 */
export class EventTable {
  /** Events of an execution are read whenever cells are derived, and change only through add(). */
  readonly #known = new Map<number, readonly EventLink[]>();
  readonly #insert: Statement<[number, number, number, number]>;
  readonly #insertStep: Statement<[number, number, number | null, string | null]>;
  readonly #byExecution: Statement<[number], StepRow>;
  readonly #byArtifact: Statement<[number], StepRow>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      'INSERT INTO Event (artifact_id, execution_id, type, milliseconds_since_epoch) VALUES (?, ?, ?, ?)',
    );
    this.#insertStep = database.prepare(
      'INSERT INTO EventPath (event_id, is_index_step, step_index, step_key) VALUES (?, ?, ?, ?)',
    );
    this.#byExecution = database.prepare(
      `${selectSteps} WHERE e.execution_id = ? ORDER BY p.event_id, p.rowid`,
    );
    this.#byArtifact = database.prepare(
      `${selectSteps} WHERE e.artifact_id = ? ORDER BY p.event_id, p.rowid`,
    );
  }

  add(
    executionId: number,
    type: 'input' | 'output' | 'internalOutput',
    { artifacts, atMs }: { readonly artifacts: ArtifactIds; readonly atMs: number },
  ): void {
    this.#known.delete(executionId);
    for (const [artifactId, places] of placesByArtifact(artifacts)) {
      const eventId = Number(
        this.#insert.run(artifactId, executionId, eventType[type], atMs).lastInsertRowid,
      );
      for (const { key, index } of places) {
        this.#insertStep.run(eventId, 0, null, key);
        this.#insertStep.run(eventId, 1, index, null);
      }
    }
  }

  ofExecution(executionId: number): readonly EventLink[] {
    const links = this.#known.get(executionId) ?? toLinks(this.#byExecution.all(executionId));
    this.#known.set(executionId, links);
    return links;
  }

  ofArtifact(artifactId: number): readonly EventLink[] {
    return toLinks(this.#byArtifact.all(artifactId));
  }
}

/** The links of one direction by key, each list in the order of its index steps. */
export function groupByKey(links: readonly EventLink[], direction: EventLink['direction']): ArtifactIds {
  const sorted = links
    .filter((link) => link.direction === direction)
    .sort((left, right) => left.index - right.index);
  const groups: Record<string, number[]> = {};
  for (const { key, artifactId } of sorted) {
    const group = groups[key] ?? [];
    group.push(artifactId);
    groups[key] = group;
  }
  return groups;
}

function placesByArtifact(artifacts: ArtifactIds): Map<number, { key: string; index: number }[]> {
  const places = new Map<number, { key: string; index: number }[]>();
  for (const [key, ids] of Object.entries(artifacts)) {
    for (const [index, id] of ids.entries()) {
      places.set(id, [...(places.get(id) ?? []), { key, index }]);
    }
  }
  return places;
}

function toLinks(rows: readonly StepRow[]): readonly EventLink[] {
  const links: EventLink[] = [];
  let key = '';
  for (const row of rows) {
    if (row.is_index_step === 0) {
      key = row.step_key ?? '';
      continue;
    }
    links.push({
      executionId: row.execution_id,
      artifactId: row.artifact_id,
      direction: isOutput(row.type) ? 'output' : 'input',
      key,
      index: row.step_index ?? 0,
    });
  }
  return links;
}

function isOutput(type: number): boolean {
  return type === eventType.output || type === eventType.internalOutput || type === eventType.declaredOutput;
}
