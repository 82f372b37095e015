import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { MetadataError } from './metadata-error.ts';
import { MetadataStore } from './metadata-store.ts';
import { millraceSchemaVersion, millraceTables } from './millrace-schema.ts';
import { temporaryFolder, tfxRun } from './testing-store.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
}

/** Columns of ML Metadata's tables and the indexed columns, without SQLite's own spelling of them. */
function shapeOf(path: string): unknown {
  const database = new Database(path, { readonly: true });
  const names = database
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'millrace%' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .all()
    .map(({ name }) => name);
  const shape = names.map((name) => ({
    name,
    columns: (database.pragma(`table_info(${name})`) as Column[]).map((column) => [
      column.name,
      column.type,
      column.notnull,
      column.dflt_value,
      column.pk,
    ]),
    indices: (database.pragma(`index_list(${name})`) as { name: string; unique: number; partial: number }[])
      .filter((index) => !index.name.startsWith('millrace_'))
      .map((index) => ({
        ...(index.name.startsWith('sqlite_') ? {} : { name: index.name }),
        unique: index.unique,
        partial: index.partial,
        columns: (database.pragma(`index_info(${index.name})`) as { name: string }[]).map(
          (column) => column.name,
        ),
      }))
      .sort((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right))),
  }));
  database.close();
  return shape;
}

function rows(path: string, sql: string): readonly unknown[] {
  const database = new Database(path, { readonly: true });
  const result = database.prepare(sql).raw().all();
  database.close();
  return result;
}

test('a new store has the tables, columns and indices of the one TFX made', async (t) => {
  const path = join(await temporaryFolder(t), 'metadata.db');
  MetadataStore.open(path).close();
  const { database } = await tfxRun(t);
  assert.deepEqual(shapeOf(path), shapeOf(database));
});

test('a new store has schema version 10 and the nine built-in types under the ids TFX gives them', async (t) => {
  const path = join(await temporaryFolder(t), 'metadata.db');
  MetadataStore.open(path).close();
  const { database } = await tfxRun(t);
  const types = 'SELECT id, name, type_kind FROM Type WHERE id <= 9 ORDER BY id';
  assert.deepEqual(rows(path, types), rows(database, types));
  assert.deepEqual(rows(path, 'SELECT schema_version FROM MLMDEnv'), [[10]]);
});

test('X4 a database that another program made is copied before it gets more tables', async (t) => {
  const { database } = await tfxRun(t);
  const before = rows(database, 'SELECT COUNT(*) FROM Artifact');
  MetadataStore.open(database).close();
  const backup = (await readdir(dirname(database))).find((name) => name.startsWith('metadata.db.backup-'));
  assert.ok(backup);
  assert.deepEqual(rows(join(dirname(database), backup), 'SELECT COUNT(*) FROM Artifact'), before);
  MetadataStore.open(database).close();
  const backups = (await readdir(dirname(database))).filter((name) => /backup-.*Z$/.test(name));
  assert.equal(backups.length, 1, 'a store that is up to date is not copied again');
});

test('X4 a store of an older Millrace gets what it lacks and keeps what it has', async (t) => {
  const path = join(await temporaryFolder(t), 'metadata.db');
  MetadataStore.open(path).close();
  const old = new Database(path);
  old.exec('DROP TABLE millrace_source_set; DROP TABLE millrace_byte_check');
  old.exec("INSERT INTO millrace_salt VALUES ('pets', 'Trainer', 7)");
  old.exec('UPDATE millrace_environment SET schema_version = 2');
  old.close();
  MetadataStore.open(path).close();
  assert.deepEqual(rows(path, 'SELECT salt FROM millrace_salt'), [[7]]);
  assert.deepEqual(rows(path, 'SELECT COUNT(*) FROM millrace_source_set'), [[0]]);
  assert.deepEqual(rows(path, 'SELECT schema_version FROM millrace_environment'), [[millraceSchemaVersion]]);
  assert.ok((await readdir(dirname(path))).some((name) => name.startsWith('metadata.db.backup-')));
});

test('X4 a change of our own tables raises their version', () => {
  const digest = createHash('sha256').update(millraceTables).digest('hex').slice(0, 16);
  assert.deepEqual([millraceSchemaVersion, digest], [4, '3495aed38caa92c0']);
});

test('X4 the journal is a write-ahead log and commits are flushed', async (t) => {
  const path = join(await temporaryFolder(t), 'metadata.db');
  MetadataStore.open(path).close();
  assert.deepEqual(rows(path, 'PRAGMA journal_mode'), [['wal']]);
});

test('X4 a damaged database is refused with what to do, not opened', async (t) => {
  const path = join(await temporaryFolder(t), 'metadata.db');
  await writeFile(path, 'this is not a database, but it is long enough to look like one'.repeat(40));
  assert.throws(
    () => MetadataStore.open(path, { checkIntegrity: true }),
    (error: MetadataError) => error.code === 'database-damaged' && error.hint !== undefined,
  );
});

test('a SQLite file of something else, and a newer ML Metadata schema, are refused', async (t) => {
  const folder = await temporaryFolder(t);
  const other = join(folder, 'other.db');
  new Database(other).exec('CREATE TABLE songs (name TEXT)').close();
  assert.throws(() => MetadataStore.open(other), { code: 'not-ml-metadata' });
  const newer = join(folder, 'newer.db');
  MetadataStore.open(newer).close();
  new Database(newer).exec('UPDATE MLMDEnv SET schema_version = 11').close();
  assert.throws(
    () => MetadataStore.open(newer),
    (error) => error instanceof MetadataError && error.code === 'schema-version',
  );
});
