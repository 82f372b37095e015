import type { MetricSubKey } from '../../../formats/evaluation/metric-key.ts';
import type { MetricResultValue } from '../../../formats/evaluation/metric-value.ts';
import type { ScoredExample } from './scored-example.ts';

/**
 * Sums over examples from which metric values follow. Every metric here is a function of such sums, which makes
 * accumulators streaming (an example is added and forgotten), mergeable (vectors add), serialisable (numbers), and
 * subtractable, which jackknife intervals use.
 */
export interface Computation {
  /** Computations with equal ids give equal sums and are done once for all metrics that read them. */
  readonly id: string;
  /** How many numbers it sums. */
  readonly length: number;
  /** Adds one example, times its weight, to the sums. @throws EvaluationError when the example does not fit */
  add(example: ScoredExample, weight: number, sums: Float64Array): void;
}

/** One reported value and how it follows from a computation's sums. */
export interface MetricDefinition {
  readonly name: string;
  readonly subKey?: MetricSubKey;
  readonly computation: Computation;
  value(sums: Float64Array): MetricResultValue;
  /** Whether the value of a single example means something, and so is kept for the viewers. */
  readonly perExample: boolean;
  /** A count, which has no confidence interval. */
  readonly isExact?: true;
  /** "plot" keeps it out of the metrics: TFMA shows such values as charts. */
  readonly shownAs?: 'plot';
}

/** A quotient of sums; 0/0 is NaN, as a metric of no examples should be, not a number that looks like a result. */
export function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? Number.NaN : numerator / denominator;
}

export function at(sums: Float64Array, index: number): number {
  return sums[index] as number;
}
