import type { Database, Statement } from 'better-sqlite3';
import { artifactStates } from './mlmd-enums.ts';

/** When the bytes of artifacts were last compared with their manifests, and what was found (rule R2). */
export class ByteCheckTable {
  readonly #record: Statement<[number, number, number]>;
  readonly #damaged: Statement<[number], { artifact: number }>;
  readonly #nextDue: Statement<[number, number], { artifact: number }>;

  constructor(database: Database) {
    this.#record = database.prepare('INSERT OR REPLACE INTO millrace_byte_check VALUES (?, ?, ?)');
    this.#damaged = database.prepare(
      'SELECT artifact_id AS artifact FROM millrace_byte_check WHERE artifact_id = ? AND intact = 0',
    );
    // An artifact was hashed when it was made, which counts as its first check.
    this.#nextDue = database.prepare(`
      SELECT a.id AS artifact FROM Artifact a JOIN millrace_artifact m ON m.artifact_id = a.id
      LEFT JOIN millrace_byte_check c ON c.artifact_id = a.id
      WHERE a.state = ${artifactStates.indexOf('live')}
        AND (COALESCE(c.checked_ms, a.create_time_since_epoch) < ? OR (c.intact = 0 AND c.checked_ms < ?))
      ORDER BY COALESCE(c.checked_ms, a.create_time_since_epoch) LIMIT 1`);
  }

  record(artifactId: number, check: { readonly intact: boolean; readonly atMs: number }): void {
    this.#record.run(artifactId, check.atMs, check.intact ? 1 : 0);
  }

  isDamaged(artifactId: number): boolean {
    return this.#damaged.get(artifactId) !== undefined;
  }

  /**
   * The live artifact checked longest ago, if that was before `beforeMs`, or before `damagedBeforeMs` where it was found
   * damaged then: its files may have been restored since.
   */
  nextDue(beforeMs: number, damagedBeforeMs: number): number | undefined {
    return this.#nextDue.get(beforeMs, damagedBeforeMs)?.artifact;
  }
}
