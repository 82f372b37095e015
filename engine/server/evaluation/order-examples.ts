import type { StoredExampleResult } from '../../formats/evaluation/example-results.ts';

export interface ExampleOrder {
  readonly metric: string;
  readonly model: 'candidate' | 'baseline' | 'difference';
  readonly descending: boolean;
}

/** Metrics by which the worst examples come first when nothing else is asked for, with the direction of "worst". */
const worstFirst: readonly ExampleOrder[] = [
  { metric: 'mean_io_u', model: 'candidate', descending: false },
  { metric: 'sparse_categorical_accuracy', model: 'candidate', descending: false },
  { metric: 'accuracy', model: 'candidate', descending: false },
  { metric: 'loss', model: 'candidate', descending: true },
  { metric: 'mean_squared_error', model: 'candidate', descending: true },
  { metric: 'mean_absolute_error', model: 'candidate', descending: true },
];

/** Examples in an order, or worst first; those without the metric come last, and equals by their record. */
export function orderExamples(
  rows: readonly StoredExampleResult[],
  wanted: ExampleOrder | undefined,
): StoredExampleResult[] {
  const order =
    wanted ??
    worstFirst.find(({ metric }) => rows.some((row) => metricOf(row, metric, 'candidate') !== null));
  if (order === undefined) {
    return [...rows];
  }
  const keyed = rows.map((row) => ({ row, key: metricOf(row, order.metric, order.model) }));
  keyed.sort((a, b) => compare(a.key, b.key, order.descending) || a.row.record - b.row.record);
  return keyed.map(({ row }) => row);
}

/** Examples by how many points of a confusion they hold, most first. */
export function orderByCount(
  rows: readonly StoredExampleResult[],
  counts: ReadonlyMap<number, number>,
): StoredExampleResult[] {
  return rows
    .filter((row) => counts.has(row.record))
    .sort((a, b) => (counts.get(b.record) ?? 0) - (counts.get(a.record) ?? 0) || a.record - b.record);
}

function compare(a: number | null, b: number | null, descending: boolean): number {
  if (a === null || b === null) {
    return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  }
  return descending ? b - a : a - b;
}

function metricOf(row: StoredExampleResult, metric: string, model: ExampleOrder['model']): number | null {
  const candidate = row.models.candidate?.metrics[metric] ?? Number.NaN;
  const baseline = row.models.baseline?.metrics[metric] ?? Number.NaN;
  const value = { candidate, baseline, difference: candidate - baseline }[model];
  return Number.isNaN(value) ? null : value;
}
