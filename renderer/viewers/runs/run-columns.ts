import type { RunRow } from '../../../engine/contract/execution.ts';
import { type MetricMoment, metricHeader } from './metric-moment.ts';

export type RunValue = string | number | boolean | null;

/** A column of the runs table: a parameter or a metric, with its value in each run. */
export interface RunColumn {
  readonly id: string;
  readonly kind: 'parameter' | 'metric';
  readonly name: string;
  value(run: RunRow): RunValue;
}

/** The metrics and, since they are many, after them the parameters that occur in any run; with `onlyDifferences` those equal in all are left out. */
export function runColumns(runs: readonly RunRow[], onlyDifferences: boolean): RunColumn[] {
  const parameters = names(runs, ({ parameters }) => parameters).map((name) => column('parameter', name));
  const metrics = names(runs, ({ metrics }) => metrics).map((name) => column('metric', name));
  const columns = [...metrics, ...parameters];
  return onlyDifferences ? columns.filter((candidate) => differs(runs, candidate)) : columns;
}

/** The run with the best value of a metric; null where no run has it. */
export function bestRun(
  runs: readonly RunRow[],
  metric: string,
  direction: 'higher' | 'lower',
): string | null {
  const ranked = runs
    .flatMap((run) =>
      run.metrics[metric] === undefined ? [] : [{ id: run.runId, value: run.metrics[metric] }],
    )
    .sort((a, b) => (direction === 'higher' ? b.value - a.value : a.value - b.value));
  return ranked[0]?.id ?? null;
}

/** Runs whose name, id, state or any parameter holds every word of a search. */
export function filterRuns(
  runs: readonly RunRow[],
  { search, starred }: { readonly search: string; readonly starred: boolean },
): RunRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    const text = `${run.name} ${run.runId} ${run.state} ${JSON.stringify(run.parameters)}`.toLowerCase();
    return (!starred || run.starred) && words.every((word) => text.includes(word));
  });
}

/** The header and rows of the table as a spreadsheet gets them. */
export function runsAsTable(
  runs: readonly RunRow[],
  columns: readonly RunColumn[],
  moment: MetricMoment,
): { readonly header: string[]; readonly rows: RunValue[][] } {
  const header = [
    'run',
    'name',
    'started',
    'seconds',
    'state',
    'blessed',
    ...columns.map(({ kind, name }) => (kind === 'metric' ? metricHeader(name, moment) : name)),
  ];
  const rows = runs.map((run) => [
    run.runId,
    run.name,
    new Date(run.startedMs).toISOString(),
    run.seconds,
    run.state,
    run.blessed,
    ...columns.map((one) => one.value(run)),
  ]);
  return { header, rows };
}

function names(runs: readonly RunRow[], of: (run: RunRow) => Readonly<Record<string, unknown>>): string[] {
  return [...new Set(runs.flatMap((run) => Object.keys(of(run))))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
}

function column(kind: RunColumn['kind'], name: string): RunColumn {
  const value = (run: RunRow) => plain(kind === 'metric' ? run.metrics[name] : run.parameters[name]);
  return { id: `${kind}:${name}`, kind, name, value };
}

function plain(value: unknown): RunValue {
  if (value === undefined || value === null) {
    return null;
  }
  return typeof value === 'object' ? JSON.stringify(value) : (value as string | number | boolean);
}

/** A parameter that a run lacks is one of a cell that did not come to run in it, which says nothing. */
function differs(runs: readonly RunRow[], { kind, value }: RunColumn): boolean {
  const values = new Set(runs.map((run) => value(run)));
  if (kind === 'parameter') values.delete(null);
  return values.size > 1;
}
