import type { Database, Statement } from 'better-sqlite3';
import { MetadataError } from './metadata-error.ts';
import { type ArtifactState, artifactStates, eventType } from './mlmd-enums.ts';
import { type PropertySets, PropertyTable } from './property-table.ts';
import type { TypeDeclaration, TypeTable } from './type-table.ts';

/** The files of an artifact with their sizes in bytes and digests, by relative path (rule R2). */
export type Manifest = Readonly<Record<string, readonly [sizeBytes: number, digest: string]>>;

export interface NewArtifact extends Partial<PropertySets> {
  readonly type: Omit<TypeDeclaration, 'kind'>;
  /** Absolute, as TFX records it; read back through locateUri(). */
  readonly uri: string;
  readonly digest: string;
  readonly sizeBytes: number;
  readonly manifest: Manifest;
}

export interface ArtifactRecord extends PropertySets {
  readonly id: number;
  readonly type: string;
  readonly uri: string;
  readonly state: ArtifactState;
  readonly createdMs: number;
  /** Null for an artifact that another program recorded. */
  readonly digest: string | null;
  readonly sizeBytes: number | null;
  readonly producer: { readonly executionId: number; readonly cell: string } | null;
}

interface ArtifactRow {
  readonly id: number;
  readonly type: string;
  readonly uri: string | null;
  readonly state: number | null;
  readonly createdMs: number;
  readonly digest: string | null;
  readonly sizeBytes: number | null;
  readonly executionId: number | null;
  readonly cell: string | null;
}

// The first OUTPUT event is the producer's; later ones are reuses.
const selectArtifact = `
  SELECT a.id, t.name AS type, a.uri, a.state, a.create_time_since_epoch AS createdMs, m.digest,
    m.size_bytes AS sizeBytes, p.execution_id AS executionId, x.cell
  FROM Artifact a JOIN Type t ON t.id = a.type_id
  LEFT JOIN millrace_artifact m ON m.artifact_id = a.id
  LEFT JOIN Event p ON p.id = (
    SELECT MIN(id) FROM Event WHERE artifact_id = a.id AND type = ${eventType.output})
  LEFT JOIN millrace_execution x ON x.execution_id = p.execution_id`;

/** ML Metadata's artifacts with Millrace's digests. */
export class ArtifactTable {
  readonly #types: TypeTable;
  readonly #properties: PropertyTable;
  /** Artifacts never change but for their state, and cells are derived from the same ones again and again. */
  readonly #known = new Map<number, ArtifactRecord>();
  readonly #insert: Statement<[number, string, number, number, number]>;
  readonly #insertDigest: Statement<[number, string, number, string]>;
  readonly #get: Statement<[number], ArtifactRow>;
  readonly #manifest: Statement<[number], { manifest: string }>;
  readonly #ofType: Statement<[string, string], { id: number }>;
  readonly #inState: Statement<[number], { id: number }>;
  readonly #setState: Statement<[number, number, number]>;

  constructor(database: Database, types: TypeTable) {
    this.#types = types;
    this.#properties = new PropertyTable(database, 'artifact');
    this.#insert = database.prepare(
      `INSERT INTO Artifact (type_id, uri, state, create_time_since_epoch, last_update_time_since_epoch)
       VALUES (?, ?, ?, ?, ?)`,
    );
    this.#insertDigest = database.prepare(
      'INSERT INTO millrace_artifact (artifact_id, digest, size_bytes, manifest) VALUES (?, ?, ?, ?)',
    );
    this.#get = database.prepare(`${selectArtifact} WHERE a.id = ?`);
    this.#manifest = database.prepare('SELECT manifest FROM millrace_artifact WHERE artifact_id = ?');
    this.#ofType = database.prepare(`
      SELECT a.id FROM Context c JOIN Type ct ON ct.id = c.type_id AND ct.name = 'pipeline'
      JOIN Attribution at ON at.context_id = c.id JOIN Artifact a ON a.id = at.artifact_id
      JOIN Type t ON t.id = a.type_id
      WHERE c.name = ? AND t.name = ? AND a.state = ${artifactStates.indexOf('live')} ORDER BY a.id DESC`);
    this.#inState = database.prepare('SELECT id FROM Artifact WHERE state = ? ORDER BY id');
    this.#setState = database.prepare(
      'UPDATE Artifact SET state = ?, last_update_time_since_epoch = ? WHERE id = ?',
    );
  }

  add(artifact: NewArtifact, nowMs: number): number {
    const typeId = this.#types.ensure({ kind: 'artifact', ...artifact.type });
    const state = artifactStates.indexOf('live');
    const id = Number(this.#insert.run(typeId, artifact.uri, state, nowMs, nowMs).lastInsertRowid);
    this.#insertDigest.run(id, artifact.digest, artifact.sizeBytes, JSON.stringify(artifact.manifest));
    this.#properties.write(id, artifact);
    return id;
  }

  /** @throws MetadataError "no-such-artifact" */
  get(id: number): ArtifactRecord {
    const artifact = this.find(id);
    if (!artifact) {
      throw new MetadataError('no-such-artifact', `Cannot find artifact ${id} in the pipeline's metadata`);
    }
    return artifact;
  }

  find(id: number): ArtifactRecord | undefined {
    const known = this.#known.get(id);
    if (known) {
      return known;
    }
    const row = this.#get.get(id);
    const record = row && this.#toRecord(row);
    if (record?.producer) {
      this.#known.set(id, record);
    }
    return record;
  }

  /** Undefined for an artifact that another program recorded. */
  manifest(id: number): Manifest | undefined {
    const row = this.#manifest.get(id);
    return row && (JSON.parse(row.manifest) as Manifest);
  }

  /** Live artifacts of a type in a pipeline, highest id first. */
  ofType(pipeline: string, type: string): readonly ArtifactRecord[] {
    return this.#ofType.all(pipeline, type).map(({ id }) => this.get(id));
  }

  /** Live artifacts of every pipeline of the store. */
  allLive(): readonly ArtifactRecord[] {
    return this.#withState('live');
  }

  markedForDeletion(): readonly ArtifactRecord[] {
    return this.#withState('marked-for-deletion');
  }

  setState(id: number, state: ArtifactState, nowMs: number): void {
    this.#known.delete(id);
    this.#setState.run(artifactStates.indexOf(state), nowMs, id);
  }

  #withState(state: ArtifactState): readonly ArtifactRecord[] {
    return this.#inState.all(artifactStates.indexOf(state)).map(({ id }) => this.get(id));
  }

  #toRecord(row: ArtifactRow): ArtifactRecord {
    return {
      id: row.id,
      type: row.type,
      uri: row.uri ?? '',
      state: artifactStates[row.state ?? 0] ?? 'unknown',
      createdMs: row.createdMs,
      digest: row.digest,
      sizeBytes: row.sizeBytes,
      producer: row.executionId === null ? null : { executionId: row.executionId, cell: row.cell ?? '' },
      ...this.#properties.read(row.id),
    };
  }
}
