/** The version of Millrace's own tables beside ML Metadata's; raised with each migration below. */
export const millraceSchemaVersion = 4;

/**
 * What ML Metadata has no place for. Other readers of the file ignore these tables. Everything here is about rows of
 * ML Metadata's tables or can be computed again, except the user's salts and stars.
 */
export const millraceTables = `
CREATE TABLE IF NOT EXISTS millrace_environment (schema_version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS millrace_run (
  run_id TEXT PRIMARY KEY, pipeline TEXT NOT NULL, started_ms INTEGER NOT NULL, ended_ms INTEGER,
  state TEXT NOT NULL, starred INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS millrace_run_pipeline ON millrace_run(pipeline, started_ms);
CREATE TABLE IF NOT EXISTS millrace_execution (
  execution_id INTEGER PRIMARY KEY, pipeline TEXT NOT NULL, run_id TEXT NOT NULL, cell TEXT NOT NULL,
  component TEXT NOT NULL, key TEXT, key_parts TEXT, parameters TEXT NOT NULL, reused_from INTEGER,
  resumed_from INTEGER, started_ms INTEGER NOT NULL, ended_ms INTEGER, outcome TEXT NOT NULL, error TEXT,
  metrics TEXT);
CREATE INDEX IF NOT EXISTS millrace_execution_cell ON millrace_execution(pipeline, cell, execution_id);
CREATE INDEX IF NOT EXISTS millrace_execution_success
  ON millrace_execution(pipeline, cell, execution_id) WHERE outcome IN ('complete', 'cached');
CREATE INDEX IF NOT EXISTS millrace_execution_key ON millrace_execution(key) WHERE key IS NOT NULL;
CREATE INDEX IF NOT EXISTS millrace_execution_run ON millrace_execution(run_id);
CREATE INDEX IF NOT EXISTS millrace_execution_running
  ON millrace_execution(execution_id) WHERE outcome = 'running';
CREATE TABLE IF NOT EXISTS millrace_artifact (
  artifact_id INTEGER PRIMARY KEY, digest TEXT NOT NULL, size_bytes INTEGER NOT NULL, manifest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS millrace_byte_check (
  artifact_id INTEGER PRIMARY KEY, checked_ms INTEGER NOT NULL, intact INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS millrace_file_digest (
  path TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL, mtime_ns TEXT NOT NULL, inode TEXT NOT NULL,
  digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS millrace_source_set (digest TEXT PRIMARY KEY, files TEXT NOT NULL) WITHOUT ROWID;
-- ML Metadata has no index for the contexts of an execution and reads the whole table.
CREATE INDEX IF NOT EXISTS millrace_association_execution ON Association(execution_id);
CREATE TABLE IF NOT EXISTS millrace_salt (
  pipeline TEXT NOT NULL, cell TEXT NOT NULL, salt INTEGER NOT NULL, PRIMARY KEY (pipeline, cell)) WITHOUT ROWID;
`;
