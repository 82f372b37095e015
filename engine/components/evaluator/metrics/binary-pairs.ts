import { EvaluationError } from '../../../formats/evaluation/evaluation-error.ts';
import type { MetricSubKey } from '../../../formats/evaluation/metric-key.ts';
import { labelOutside, type ScoredExample } from './scored-example.ts';

/** Called with each label (0, 1 or a fraction between) and the prediction it is held against. */
type PairVisitor = (label: number, prediction: number) => void;

/**
 * An example as the label and prediction pairs of a binary question, as TFMA flattens them: a single score against its
 * label; one class of several against the rest (`classId`); every class against the rest where no class is chosen, with
 * predictions outside the `topK` highest put to minus infinity.
 */
export function visitBinaryPairs(example: ScoredExample, subKey: MetricSubKey, visit: PairVisitor): void {
  const { classes } = example.shape;
  if (classes === 1) {
    visitSingle(example, visit);
    return;
  }
  if (subKey.classId !== undefined && subKey.classId >= classes) {
    throw new EvaluationError(
      'metric-does-not-fit',
      `Class ${subKey.classId} is asked for, the model has ${classes}`,
      {
        hint: `Classes are numbered from 0 to ${classes - 1}`,
      },
    );
  }
  for (let point = 0; point < example.points; point++) {
    visitClasses(example, point, subKey, visit);
  }
}

function visitSingle(example: ScoredExample, visit: PairVisitor): void {
  for (let point = 0; point < example.points; point++) {
    const label = example.labels[point] as number;
    if (!(label >= 0 && label <= 1)) {
      throw new EvaluationError(
        'bad-label',
        `A label is ${label}, but a yes-or-no metric needs labels from 0 to 1`,
        {
          hint: 'Use a regression metric, or give the class with "binarize"',
        },
      );
    }
    visit(label, example.predictions[point] as number);
  }
}

function visitClasses(example: ScoredExample, point: number, subKey: MetricSubKey, visit: PairVisitor): void {
  const { classes } = example.shape;
  const offset = point * classes;
  const cut = subKey.topK === undefined ? null : topIndices(example, offset, subKey.topK);
  const from = subKey.classId ?? 0;
  const until = subKey.classId === undefined ? classes : subKey.classId + 1;
  for (let index = from; index < until; index++) {
    const kept = cut === null || cut.has(index);
    visit(labelOf(example, point, index), kept ? (example.predictions[offset + index] as number) : -Infinity);
  }
}

function labelOf(example: ScoredExample, point: number, index: number): number {
  if (example.shape.labels === 'values') {
    return example.labels[point * example.shape.classes + index] as number;
  }
  const code = Math.trunc(example.labels[point] as number);
  if (!(code >= -1 && code < example.shape.classes)) {
    throw labelOutside(code, example.shape.classes);
  }
  return code === index ? 1 : 0;
}

/** The k classes with the highest predictions; of equals the lower code, as a stable sort gives them. */
function topIndices(example: ScoredExample, offset: number, k: number): ReadonlySet<number> {
  const { classes } = example.shape;
  const order = Array.from({ length: classes }, (_, index) => index);
  order.sort(
    (a, b) => (example.predictions[offset + b] as number) - (example.predictions[offset + a] as number),
  );
  return new Set(order.slice(0, k));
}
