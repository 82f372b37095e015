import type { MethodParams } from '../../../engine/contract/index.ts';
import { betterDirection } from './metric-rows.ts';

/** By which metric of which model images are ordered. */
export type ExampleSort = NonNullable<MethodParams<'evaluation.examples'>['sort']>;

const preferred = ['mean_io_u', 'mean_iou', 'io_u', 'iou', 'accuracy'];

/** The metric by which "worst first" is judged: mean IoU where there is one. */
export function defaultSort(metrics: readonly string[]): ExampleSort | null {
  const ranked = preferred.flatMap((wanted) => metrics.filter((name) => name.toLowerCase().includes(wanted)));
  const metric = ranked[0] ?? metrics[0];
  return metric === undefined ? null : worstFirst(metric, 'candidate');
}

/** The order in which the worst come first: lowest of a score, highest of a loss, what fell most against the baseline. */
export function worstFirst(metric: string, model: ExampleSort['model']): ExampleSort {
  return { metric, model, descending: betterDirection(metric) === 'lower' };
}
