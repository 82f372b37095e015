import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../../../tensorflow/runtime.ts';
import { type PreprocessingInput, presentValues } from '../variable-length.ts';
import { currentAnalysis } from './analysis.ts';
import type { AnalyzerResult, AnalyzerSpec } from './analyzer-spec.ts';
import { asStrings } from './as-strings.ts';
import { lookUp } from './vocabulary-table.ts';

export interface ElementwiseOptions {
  /** Look at each column by itself instead of all values together. */
  readonly elementwise?: boolean;
}

/** Mean and population variance of a numeric feature over the analysed splits; values that are missing do not count. */
export function moments(
  x: PreprocessingInput,
  { elementwise = false }: ElementwiseOptions = {},
): { readonly mean: tfjs.Tensor; readonly variance: tfjs.Tensor } {
  const shape = elementwise ? columns(x) : [];
  const [mean, variance] = analyze({ kind: 'moments', elementwise }, [x], { mean: shape, variance: shape });
  return { mean: mean as tfjs.Tensor, variance: variance as tfjs.Tensor };
}

/** Smallest and largest value of a numeric feature over the analysed splits. */
export function range(
  x: PreprocessingInput,
  { elementwise = false }: ElementwiseOptions = {},
): { readonly min: tfjs.Tensor; readonly max: tfjs.Tensor } {
  const shape = elementwise ? columns(x) : [];
  const [min, max] = analyze({ kind: 'range', elementwise }, [x], { min: shape, max: shape });
  return { min: min as tfjs.Tensor, max: max as tfjs.Tensor };
}

/** Subtracts the mean and divides by the standard deviation; 0 where there is no deviation (`tft.scale_to_z_score`). */
export function scaleToZScore(x: tfjs.Tensor, options?: ElementwiseOptions): tfjs.Tensor {
  const { mean, variance } = moments(x, options);
  return zScore(x, mean, variance);
}

/** Maps the smallest value to 0 and the largest to 1; a sigmoid where they are equal (`tft.scale_to_0_1`). */
export function scaleTo01(x: tfjs.Tensor, options?: ElementwiseOptions): tfjs.Tensor {
  const { min, max } = range(x, options);
  return between0And1(x, min, max);
}

/** The boundaries between equally filled buckets, shape [buckets - 1]. */
export function quantiles(x: PreprocessingInput, buckets: number): tfjs.Tensor {
  return analyze({ kind: 'quantiles', buckets }, [x], { boundaries: [buckets - 1] })[0] as tfjs.Tensor;
}

/**
 * The number of the equally filled bucket that each value falls into, int32; what is not a number falls into the last
 * (`tft.bucketize`).
 */
export function bucketize(x: tfjs.Tensor, buckets: number): tfjs.Tensor {
  const { tf } = tensorflow();
  const boundaries = quantiles(x, buckets);
  const values = tf.expandDims(tf.cast(x, 'float32'), -1);
  const reached = tf.logicalOr(tf.greaterEqual(values, boundaries), tf.isNaN(values));
  const bucket = tf.sum(tf.cast(reached, 'int32'), -1);
  currentAnalysis().declareDomain(bucket, { min: 0, max: buckets - 1 });
  return bucket;
}

/** Like `scaleToZScore`, with mean and deviation of the values that share a key; 0 for keys never seen. */
export function scaleToZScorePerKey(x: tfjs.Tensor, key: tfjs.Tensor): tfjs.Tensor {
  return perKey('moments-per-key', ['mean', 'variance'], x, key, zScore);
}

/** Like `scaleTo01`, with the range of the values that share a key; 0 for keys never seen. */
export function scaleTo01PerKey(x: tfjs.Tensor, key: tfjs.Tensor): tfjs.Tensor {
  return perKey('range-per-key', ['min', 'max'], x, key, between0And1);
}

function perKey(
  kind: 'moments-per-key' | 'range-per-key',
  names: readonly [string, string],
  x: tfjs.Tensor,
  key: tfjs.Tensor,
  scale: (x: tfjs.Tensor, first: tfjs.Tensor, second: tfjs.Tensor) => tfjs.Tensor,
): tfjs.Tensor {
  const { tf } = tensorflow();
  const analysis = currentAnalysis();
  const file = analysis.claimFile(`keys_${analysis.calls.length}`);
  const keys = asStrings(analysis.recorder, key);
  const result = analysis.call({ kind }, [x, keys]);
  if (result === undefined) {
    return tf.mul(tf.cast(x, 'float32'), analysis.pending([]));
  }
  const index = lookUp(analysis.recorder, keys, { file, terms: result.terms ?? [], missing: -1 });
  const known = tf.cast(tf.greaterEqual(index, 0), 'float32');
  const [first, second] = names.map((number) =>
    tf.gather(numbers(result, number), tf.maximum(index, tf.scalar(0, 'int32'))),
  );
  return tf.mul(scale(x, first as tfjs.Tensor, second as tfjs.Tensor), known);
}

function zScore(x: tfjs.Tensor, mean: tfjs.Tensor, variance: tfjs.Tensor): tfjs.Tensor {
  const { tf } = tensorflow();
  const deviation = tf.sqrt(variance);
  const varies = tf.cast(tf.greater(deviation, 0), 'float32');
  const safe = tf.add(deviation, tf.sub(1, varies));
  return tf.mul(tf.div(tf.sub(tf.cast(x, 'float32'), mean), safe), varies);
}

function between0And1(x: tfjs.Tensor, min: tfjs.Tensor, max: tfjs.Tensor): tfjs.Tensor {
  const { tf } = tensorflow();
  const value = tf.cast(x, 'float32');
  const varies = tf.cast(tf.greater(max, min), 'float32');
  const width = tf.add(tf.sub(max, min), tf.sub(1, varies));
  const scaled = tf.div(tf.sub(value, min), width);
  return tf.add(tf.mul(scaled, varies), tf.mul(tf.sigmoid(value), tf.sub(1, varies)));
}

/** Sizes without the batch. @throws TransformError for a feature of variable length, which has no columns */
function columns(x: PreprocessingInput): number[] {
  return (x as tfjs.Tensor).shape.slice(1);
}

function analyze(
  spec: AnalyzerSpec,
  inputs: readonly PreprocessingInput[],
  shapes: Readonly<Record<string, readonly number[]>>,
): tfjs.Tensor[] {
  const analysis = currentAnalysis();
  const result = analysis.call(spec, inputs.map(presentValues));
  return Object.entries(shapes).map(([name, shape]) =>
    result === undefined ? analysis.pending(shape) : numbers(result, name),
  );
}

function numbers(result: AnalyzerResult, name: string): tfjs.Tensor {
  const { shape, values } = result.numbers[name] as { shape: number[]; values: number[] };
  return tensorflow().tf.tensor([...values], [...shape], 'float32');
}
