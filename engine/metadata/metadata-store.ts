import { copyFileSync, existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ArtifactTable } from './artifact-table.ts';
import { ByteCheckTable } from './byte-check-table.ts';
import { ContextTable } from './context-table.ts';
import { EventTable } from './event-table.ts';
import { ExecutionQuery } from './execution-query.ts';
import { ExecutionTable } from './execution-table.ts';
import { FileDigestTable } from './file-digest-table.ts';
import { indexForeignExecutions } from './index-foreign-executions.ts';
import { MetadataError } from './metadata-error.ts';
import { millraceSchemaVersion, millraceTables } from './millrace-schema.ts';
import { mlmdSchemaVersion, mlmdTables } from './mlmd-schema.ts';
import { RunTable } from './run-table.ts';
import { SaltTable } from './salt-table.ts';
import { SourceSetTable } from './source-set-table.ts';
import { TypeTable } from './type-table.ts';

/**
 * A pipeline's metadata: ML Metadata's schema version 10 in SQLite, readable and writable by Python's `ml_metadata`,
 * with Millrace's own tables beside it.
 */
export class MetadataStore implements Disposable {
  readonly #database: Database.Database;
  readonly types: TypeTable;
  readonly artifacts: ArtifactTable;
  readonly events: EventTable;
  readonly executions: ExecutionTable;
  readonly query: ExecutionQuery;
  readonly runs: RunTable;
  readonly byteChecks: ByteCheckTable;
  readonly fileDigests: FileDigestTable;
  readonly salts: SaltTable;
  readonly sourceSets: SourceSetTable;

  private constructor(database: Database.Database) {
    this.#database = database;
    this.types = new TypeTable(database);
    this.events = new EventTable(database);
    this.artifacts = new ArtifactTable(database, this.types);
    const contexts = new ContextTable(database, this.types);
    this.executions = new ExecutionTable(database, {
      types: this.types,
      contexts,
      events: this.events,
      artifacts: this.artifacts,
    });
    this.query = new ExecutionQuery(database);
    this.runs = new RunTable(database);
    this.byteChecks = new ByteCheckTable(database);
    this.fileDigests = new FileDigestTable(database);
    this.salts = new SaltTable(database);
    this.sourceSets = new SourceSetTable(database);
  }

  /**
   * Opens a store, which is made when it is missing. A store of TFX's gains Millrace's tables; a copy of the file is
   * kept beside it before the first change of its schema (rule X4).
   *
   * @throws MetadataError "not-ml-metadata", "schema-version", "database-damaged"
   */
  static open(path: string, options: { readonly checkIntegrity?: boolean } = {}): MetadataStore {
    const isNew = !existsSync(path);
    const database = openDatabase(path);
    try {
      if (options.checkIntegrity && !isNew) {
        checkIntegrity(database, path);
      }
      prepareSchema(database, path);
      const store = new MetadataStore(database);
      store.transaction(() => store.types.addBuiltIn());
      indexForeignExecutions(database);
      return store;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Runs work as one transaction; nested calls join it. */
  transaction<Result>(work: () => Result): Result {
    return this.#database.transaction(work).immediate();
  }

  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function openDatabase(path: string): Database.Database {
  const database = new Database(path);
  try {
    database.pragma('journal_mode = WAL');
    // A run that is reported complete must survive a power cut (rule X4).
    database.pragma('synchronous = FULL');
    database.pragma('busy_timeout = 5000');
    return database;
  } catch (error) {
    database.close();
    throw new MetadataError('database-damaged', `Cannot open "${path}" as a SQLite database`, {
      hint: 'If the file is damaged, move it away: Millrace then starts a new history',
      location: { file: path },
      cause: error,
    });
  }
}

function checkIntegrity(database: Database.Database, path: string): void {
  const result = database.pragma('integrity_check', { simple: true });
  if (result !== 'ok') {
    throw new MetadataError(
      'database-damaged',
      `The metadata database "${path}" is damaged: ${String(result)}`,
      {
        hint: 'Restore a backup ("metadata.db.backup-*") or move the file away to start a new history',
        location: { file: path },
      },
    );
  }
}

function prepareSchema(database: Database.Database, path: string): void {
  const tables = tableNames(database);
  if (tables.length > 0 && !tables.includes('MLMDEnv')) {
    throw new MetadataError(
      'not-ml-metadata',
      `"${path}" is not an ML Metadata database: it has no table MLMDEnv`,
      {
        hint: 'Choose another pipeline root',
        location: { file: path },
      },
    );
  }
  if (tables.length > 0) {
    requireVersion(database, path);
  }
  if (isUpToDate(database, tables)) {
    return;
  }
  if (tables.length > 0) {
    keepBackup(database, path);
  }
  createTables(database);
}

function tableNames(database: Database.Database): readonly string[] {
  return database
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => name);
}

function requireVersion(database: Database.Database, path: string): void {
  const row = database
    .prepare<[], { version: number }>('SELECT schema_version AS version FROM MLMDEnv')
    .get();
  if (row && row.version !== mlmdSchemaVersion) {
    throw new MetadataError(
      'schema-version',
      `"${path}" has ML Metadata schema version ${row.version}, but Millrace reads version ${mlmdSchemaVersion}`,
      { hint: 'Upgrade it with ml-metadata 1.x, or choose another pipeline root', location: { file: path } },
    );
  }
}

function isUpToDate(database: Database.Database, tables: readonly string[]): boolean {
  if (!tables.includes('millrace_environment')) {
    return false;
  }
  const row = database
    .prepare<[], { version: number }>('SELECT schema_version AS version FROM millrace_environment')
    .get();
  return row?.version === millraceSchemaVersion;
}

function keepBackup(database: Database.Database, path: string): void {
  database.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(path, `${path}.backup-${new Date().toISOString().replaceAll(':', '-')}`);
}

function createTables(database: Database.Database): void {
  database.transaction(() => {
    database.exec(mlmdTables);
    database.exec(millraceTables);
    database.prepare('INSERT OR IGNORE INTO MLMDEnv VALUES (?)').run(mlmdSchemaVersion);
    database.prepare('DELETE FROM millrace_environment').run();
    database.prepare('INSERT INTO millrace_environment VALUES (?)').run(millraceSchemaVersion);
  })();
}
