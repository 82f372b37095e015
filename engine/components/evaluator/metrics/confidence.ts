import {
  type EvalConfig,
  ConfidenceIntervalOptions_ConfidenceIntervalMethod as Method,
} from '../../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type { Resampling } from './slice-accumulators.ts';

/** A 95 % interval with the figures it came from, as TFMA stores it. */
export interface ConfidenceInterval {
  readonly lower: number;
  readonly upper: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/** How samples are drawn, and how an interval follows from a metric's values on them. */
export interface ConfidenceEstimator {
  readonly resampling: Resampling;
  /** What a sample's metric is computed from, given the sums over everything and those of the sample. */
  sumsOf(total: Float64Array, sample: Float64Array): Float64Array;
  interval(estimate: number, values: readonly number[]): ConfidenceInterval | null;
}

/** TFMA's number of partitions and of bootstrap samples. */
const samples = 20;
/** Student's t at 97.5 % with 19 degrees of freedom. */
const tValue = 2.093024054408263;

/** The estimator an EvalConfig asks for, or null. */
export function confidenceEstimator(config: EvalConfig): ConfidenceEstimator | null {
  const { options } = config;
  if (!options?.computeConfidenceIntervals) {
    return null;
  }
  return options.confidenceIntervals?.method === Method.POISSON_BOOTSTRAP ? bootstrap : jackknife;
}

/**
 * Each example belongs to one of twenty partitions; a sample is everything but one of them. Standard error from pseudo
 * values (the delete-d jackknife, as TFMA evaluators/jackknife.py computes it).
 */
const jackknife: ConfidenceEstimator = {
  resampling: { samples, timesIn: (example, sample) => (partitionOf(example) === sample ? 1 : 0) },
  sumsOf: (total, partition) => total.map((sum, index) => sum - (partition[index] as number)),
  interval(estimate, values) {
    const pseudo = values.map((value) => estimate * samples - value * (samples - 1));
    return intervalAround(mean(values), deviation(pseudo) / Math.sqrt(samples));
  },
};

/** Each example counts a Poisson(1) number of times in each of twenty samples (TFMA evaluators/poisson_bootstrap.py). */
const bootstrap: ConfidenceEstimator = {
  resampling: { samples, timesIn: (example, sample) => poissonOfOne(uniform(example, sample)) },
  sumsOf: (_total, sample) => sample,
  interval: (_estimate, values) => intervalAround(mean(values), deviation(values)),
};

function intervalAround(centre: number, standardError: number): ConfidenceInterval | null {
  if (!Number.isFinite(centre) || !Number.isFinite(standardError)) {
    return null;
  }
  return {
    lower: centre - tValue * standardError,
    upper: centre + tValue * standardError,
    standardError,
    degreesOfFreedom: samples - 1,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation, one degree of freedom taken by the mean. */
function deviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** By chance, not in turn, so that data in a regular order does not make the partitions more alike than they are. */
function partitionOf(example: number): number {
  return Math.floor(uniform(example, samples) * samples);
}

/** A number in [0, 1) fixed by example and sample, so that an evaluation repeated gives equal intervals. */
function uniform(example: number, sample: number): number {
  let state = Math.imul(example + 1, 0x9e3779b1) ^ Math.imul(sample + 1, 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 16), 0x7feb352d);
  state = Math.imul(state ^ (state >>> 15), 0x846ca68b);
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
}

/** Inverts the Poisson distribution with mean 1. */
function poissonOfOne(probability: number): number {
  let count = 0;
  let term = Math.exp(-1);
  let cumulative = term;
  while (probability >= cumulative && count < 20) {
    count += 1;
    term /= count;
    cumulative += term;
  }
  return count;
}
