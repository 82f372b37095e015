import { EvaluationError } from '../../../formats/evaluation/evaluation-error.ts';

/** How a model's output and its labels belong together. */
export interface OutputShape {
  /** Values of one prediction: classes of a classifier, 1 for a regression or a single score. */
  readonly classes: number;
  /** Whether labels are class codes (one a point) or values (as many as the prediction has). */
  readonly labels: 'codes' | 'values';
  /** Height and width where a point is a pixel. */
  readonly grid: { readonly height: number; readonly width: number } | null;
  /** Whether predictions are unnormalised scores that a softmax or sigmoid turns into probabilities. */
  readonly fromLogits: boolean;
}

/**
 * One example as a model judged it: points (pixels, or the one point of a classifier), each with a label and a vector
 * of predictions. What several metrics need of it is worked out once.
 */
export class ScoredExample {
  readonly shape: OutputShape;
  /** One a point, or `classes` a point when `shape.labels` is "values". */
  readonly labels: ArrayLike<number>;
  /** `classes` a point, row-major. */
  readonly predictions: ArrayLike<number>;
  readonly points: number;
  #predicted: Int32Array | undefined;
  #actual: Int32Array | undefined;
  #confusion: Float64Array | undefined;

  constructor(shape: OutputShape, labels: ArrayLike<number>, predictions: ArrayLike<number>) {
    this.shape = shape;
    this.labels = labels;
    this.predictions = predictions;
    this.points = predictions.length / shape.classes;
  }

  /** The class with the highest prediction of each point; the lowest code among equals, as TensorFlow's argmax. */
  get predicted(): Int32Array {
    this.#predicted ??= argmax(this.predictions, this.shape.classes);
    return this.#predicted;
  }

  /** The label of a point as a class code; of a one-hot label, its highest. Codes may be fractional. */
  code(point: number): number {
    return this.shape.labels === 'codes'
      ? (this.labels[point] as number)
      : highest(this.labels, point * this.shape.classes, this.shape.classes);
  }

  /** The label of each point as a class code; fractional codes are cut off. */
  get actual(): Int32Array {
    this.#actual ??= this.#labelCodes();
    return this.#actual;
  }

  /** Points by actual class (row) and predicted class (column), row-major; fractional codes are cut off. */
  get confusion(): Float64Array {
    this.#confusion ??= this.#countConfusion();
    return this.#confusion;
  }

  #countConfusion(): Float64Array {
    const { classes } = this.shape;
    const counts = new Float64Array(classes * classes);
    const { actual, predicted } = this;
    for (let point = 0; point < this.points; point++) {
      const code = actual[point] as number;
      if (!(code >= 0 && code < classes)) {
        throw labelOutside(code, classes);
      }
      const cell = code * classes + (predicted[point] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
    return counts;
  }

  #labelCodes(): Int32Array {
    const codes = new Int32Array(this.points);
    for (let point = 0; point < codes.length; point++) {
      const code = this.code(point);
      if (!(Math.abs(code) < 2 ** 31)) {
        throw labelOutside(code, this.shape.classes);
      }
      codes[point] = code;
    }
    return codes;
  }
}

/** @returns an error for a label that no class has */
export function labelOutside(label: number, classes: number): EvaluationError {
  return new EvaluationError(
    'bad-label',
    `A label is ${label}, but the model predicts the classes 0 to ${classes - 1}`,
    { hint: 'Check the label feature, or train a model with as many classes as the data has' },
  );
}

function argmax(values: ArrayLike<number>, classes: number): Int32Array {
  const result = new Int32Array(values.length / classes);
  for (let point = 0; point < result.length; point++) {
    result[point] = highest(values, point * classes, classes);
  }
  return result;
}

function highest(values: ArrayLike<number>, offset: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index++) {
    if ((values[offset + index] as number) > (values[offset + best] as number)) {
      best = index;
    }
  }
  return best;
}
