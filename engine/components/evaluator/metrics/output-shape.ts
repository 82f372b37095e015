import { EvaluationError } from '../../../formats/evaluation/evaluation-error.ts';
import type { OutputShape } from './scored-example.ts';

export interface OutputSample {
  /** Sizes of one example's prediction; empty for a single number. */
  readonly predictionShape: readonly number[];
  /** Sizes of one example's label. */
  readonly labelShape: readonly number[];
  /** Predictions of some examples, to tell probabilities from unnormalised scores. */
  readonly predictions: ArrayLike<number>;
}

/**
 * How labels and predictions belong together, from their sizes: as many of both are values to compare; a prediction
 * with one more axis than its label holds one score a class.
 *
 * @throws EvaluationError "metric-does-not-fit" when neither holds
 */
export function outputShape({ predictionShape, labelShape, predictions }: OutputSample): OutputShape {
  const predicted = sizeOf(predictionShape);
  const labelled = sizeOf(labelShape);
  const last = predictionShape.at(-1) ?? 1;
  if (predicted === labelled) {
    const perPoint = predictionShape.length === 1 || labelShape.length === predictionShape.length;
    const classes = perPoint && isVector(predictionShape) ? last : 1;
    return {
      classes,
      labels: 'values',
      grid: gridOf(predictionShape),
      fromLogits: isLogits(predictions, classes),
    };
  }
  if (labelled * last === predicted) {
    return {
      classes: last,
      labels: 'codes',
      grid: gridOf(predictionShape),
      fromLogits: isLogits(predictions, last),
    };
  }
  throw new EvaluationError(
    'metric-does-not-fit',
    `A prediction is ${inWords(predictionShape)} and its label ${inWords(labelShape)}; they do not belong together`,
    {
      hint: 'Check "label_key" and "prediction_key" of "model_specs"',
      location: { parameter: 'eval_config' },
    },
  );
}

/** Vectors of classes are one axis (a classifier) or the third (a mask with one score a class). */
function isVector(shape: readonly number[]): boolean {
  return shape.length === 1 || shape.length >= 3;
}

function gridOf(shape: readonly number[]): OutputShape['grid'] {
  const [height, width] = shape;
  return shape.length >= 2 && height !== undefined && width !== undefined ? { height, width } : null;
}

/** Probabilities lie between 0 and 1 and, of several classes, sum to 1; anything else is unnormalised. */
function isLogits(predictions: ArrayLike<number>, classes: number): boolean {
  for (let offset = 0; offset + classes <= predictions.length; offset += classes) {
    let sum = 0;
    for (let index = offset; index < offset + classes; index++) {
      const value = predictions[index] as number;
      if (value < 0 || value > 1) {
        return true;
      }
      sum += value;
    }
    if (classes > 1 && Math.abs(sum - 1) > 1e-3) {
      return true;
    }
  }
  return false;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function inWords(shape: readonly number[]): string {
  return shape.length === 0 ? 'one value' : `${shape.join(' × ')} values`;
}
