import type { Database } from 'better-sqlite3';
import { executionStates } from './mlmd-enums.ts';

const states = (names: readonly (typeof executionStates)[number][]) =>
  names.map((name) => executionStates.indexOf(name)).join(', ');

const contextName = (type: string) => `
  (SELECT c.name FROM Association s JOIN Context c ON c.id = s.context_id
   JOIN Type ct ON ct.id = c.type_id AND ct.name = '${type}' WHERE s.execution_id = e.id LIMIT 1)`;

/**
 * Gives executions that TFX (or any other writer) recorded the rows that Millrace's queries need. Their keys stay
 * unknown: TFX's keys do not say what Millrace's do. What TFX left as running belongs to TFX, so it is "unknown"
 * here, never abandoned.
 */
const insertExecutions = `
  INSERT INTO millrace_execution (execution_id, pipeline, run_id, cell, component, key, key_parts, parameters,
    started_ms, ended_ms, outcome)
  SELECT id, pipeline, run_id, substr(node, length(pipeline) + 2),
    -- The class name: what follows the last dot of the type's name.
    replace(type, rtrim(type, replace(type, '.', '')), ''),
    NULL, NULL, parameters, started, ended, outcome
  FROM (
    SELECT e.id, ${contextName('pipeline')} AS pipeline, ${contextName('pipeline_run')} AS run_id,
      ${contextName('node')} AS node, t.name AS type, e.create_time_since_epoch AS started,
      e.last_update_time_since_epoch AS ended,
      (SELECT json_group_object(p.name, coalesce(p.string_value, p.int_value, p.double_value, p.bool_value))
       FROM ExecutionProperty p WHERE p.execution_id = e.id AND p.name NOT LIKE '\\_\\_%' ESCAPE '\\') AS parameters,
      CASE WHEN e.last_known_state IN (${states(['complete'])}) THEN 'complete'
        WHEN e.last_known_state IN (${states(['cached'])}) THEN 'cached'
        WHEN e.last_known_state IN (${states(['failed'])}) THEN 'failed'
        WHEN e.last_known_state IN (${states(['canceled'])}) THEN 'canceled' ELSE 'unknown' END AS outcome
    FROM Execution e JOIN Type t ON t.id = e.type_id
    WHERE e.id NOT IN (SELECT execution_id FROM millrace_execution))
  WHERE pipeline IS NOT NULL AND run_id IS NOT NULL AND node IS NOT NULL`;

const insertRuns = `
  INSERT OR IGNORE INTO millrace_run (run_id, pipeline, started_ms, ended_ms, state)
  SELECT run_id, pipeline, min(started_ms), max(ended_ms),
    CASE WHEN sum(outcome = 'failed') > 0 THEN 'failed'
      WHEN sum(outcome IN ('canceled', 'unknown')) > 0 THEN 'canceled' ELSE 'complete' END
  FROM millrace_execution WHERE run_id NOT IN (SELECT run_id FROM millrace_run) GROUP BY run_id, pipeline`;

export function indexForeignExecutions(database: Database): void {
  database.transaction(() => {
    if (database.prepare(insertExecutions).run().changes > 0) {
      database.prepare(insertRuns).run();
    }
  })();
}
