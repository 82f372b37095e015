import { isDeepStrictEqual } from 'node:util';
import type { RunRow } from '../contract/execution.ts';
import type { ExecutionRecord } from '../metadata/execution-query.ts';
import type { RunRecord } from '../metadata/run-table.ts';
import { outputsOf } from './cell-inputs.ts';
import { findDefinition, type PipelineContext } from './pipeline-context.ts';

/** The newest runs of a pipeline with the values worth comparing, newest first. */
export function listRuns(
  context: PipelineContext,
  { pipeline, limit }: { readonly pipeline: string; readonly limit: number },
): RunRow[] {
  const { runs, query } = context.store;
  // One more than asked for: the oldest row's name says what changed against the one before.
  const loaded = runs.list(pipeline, limit + 1).map((run) => ({ run, executions: query.ofRun(run.runId) }));
  return loaded
    .slice(0, limit)
    .map(({ run, executions }, index) =>
      toRow(context, { run, executions, before: loaded[index + 1]?.executions }),
    );
}

function toRow(
  context: PipelineContext,
  {
    run,
    executions,
    before,
  }: {
    readonly run: RunRecord;
    readonly executions: readonly ExecutionRecord[];
    readonly before: readonly ExecutionRecord[] | undefined;
  },
): RunRow {
  const parameters = flatParameters(executions);
  return {
    runId: run.runId,
    name: runName(parameters, before && flatParameters(before)),
    startedMs: run.startedMs,
    seconds: run.endedMs === null ? null : (run.endedMs - run.startedMs) / 1000,
    state: run.state,
    starred: run.starred,
    cells: executions.map(({ cell, outcome, id }) => ({ cell, state: outcome, executionId: id })),
    parameters: parameters as RunRow['parameters'],
    metrics: Object.assign(
      {},
      ...executions.map((execution) => metricsOf(context, execution)),
    ) as RunRow['metrics'],
    blessed: blessing(context, executions),
  };
}

/** Parameters of all cells as "Cell.parameter". */
function flatParameters(executions: readonly ExecutionRecord[]): Record<string, unknown> {
  const entries = executions.flatMap(({ cell, parameters }) =>
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [`${cell}.${name}`, value] as const),
  );
  return Object.fromEntries(entries);
}

/** A reuse reports nothing itself; the execution it reuses did. */
function metricsOf({ store }: PipelineContext, execution: ExecutionRecord): Readonly<Record<string, number>> {
  return execution.reusedFrom === null ? execution.metrics : store.query.get(execution.reusedFrom).metrics;
}

function runName(now: Record<string, unknown>, before: Record<string, unknown> | undefined): string {
  if (!before) {
    return 'First run';
  }
  const changes = Object.keys(now)
    .filter((name) => name in before && !isDeepStrictEqual(now[name], before[name]))
    .map((name) => `${name.slice(name.indexOf('.') + 1)} ${short(before[name])} -> ${short(now[name])}`);
  if (changes.length === 0) {
    return 'Same parameters';
  }
  return changes.length <= 3
    ? changes.join(', ')
    : `${changes.slice(0, 2).join(', ')} and ${changes.length - 2} more`;
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 24 ? text : `${text.slice(0, 23)}…`;
}

function blessing(context: PipelineContext, executions: readonly ExecutionRecord[]): boolean | null {
  const { store } = context;
  const blessings = executions
    .filter(({ component }) => mayBless(context, component))
    .flatMap(({ id }) => Object.values(outputsOf(store, id)).flat())
    .filter(({ type, producer }) => type === 'ModelBlessing' && isOfRun(producer?.cell, executions));
  const verdict = blessings.at(-1)?.customProperties.blessed;
  return verdict === undefined ? null : Number(verdict) === 1;
}

/** Blessings that a resolver found belong to earlier runs. */
function isOfRun(cell: string | undefined, executions: readonly ExecutionRecord[]): boolean {
  return executions.some((execution) => execution.cell === cell);
}

/** Most cells make no blessing, and a table of runs is long: their outputs need not be read. */
function mayBless(context: PipelineContext, component: string): boolean {
  const definition = findDefinition(context, component);
  return !definition || Object.values(definition.outputs).some(({ type }) => type === 'ModelBlessing');
}
