import { EvaluationError } from '../../formats/evaluation/evaluation-error.ts';
import type { ModelExampleResult } from '../../formats/evaluation/example-results.ts';
import { subKeyName } from '../../formats/evaluation/metric-key.ts';
import type { Slice } from '../../formats/evaluation/slice-key.ts';
import type { EvalConfig } from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type { Computation } from './metrics/computation.ts';
import type { ConfidenceEstimator } from './metrics/confidence.ts';
import { outputShape } from './metrics/output-shape.ts';
import { type RequestedMetric, requestedMetrics } from './metrics/requested-metrics.ts';
import { type OutputShape, ScoredExample } from './metrics/scored-example.ts';
import { SliceAccumulators } from './metrics/slice-accumulators.ts';
import type { BatchValues, ModelOutputs, ModelUnderTest } from './model-under-test.ts';
import type { ModelSums } from './sliced-results.ts';

/** What an example gave, for the viewers. */
interface JudgedExample extends ModelExampleResult {
  readonly shape: readonly number[];
  readonly label: ArrayLike<number> | null;
}

/** What is decided by the first batch: which metrics there are and what they are summed in. */
interface Prepared {
  readonly shape: OutputShape;
  readonly metrics: readonly RequestedMetric[];
  readonly computations: readonly Computation[];
  readonly accumulators: SliceAccumulators;
}

/** One model's side of an evaluation: it judges batches, sums its metrics, and counts what it could not judge. */
export class ModelEvaluation {
  readonly #model: ModelUnderTest;
  readonly #options: { readonly config: EvalConfig; readonly estimator: ConfidenceEstimator | null };
  #prepared: Prepared | undefined;
  #batch: readonly JudgedExample[] = [];
  #confusion = new Float64Array();
  #notFinite = 0;
  #fractional = 0;

  constructor(
    model: ModelUnderTest,
    options: { readonly config: EvalConfig; readonly estimator: ConfidenceEstimator | null },
  ) {
    this.#model = model;
    this.#options = options;
  }

  get name(): string {
    return this.#model.spec.name;
  }

  /** Examples with a prediction that is not a number; they are in no metric. */
  get notFinite(): number {
    return this.#notFinite;
  }

  /** Examples with a label between two class codes; such points always count as wrong. */
  get fractional(): number {
    return this.#fractional;
  }

  get shape(): OutputShape {
    return this.#require().shape;
  }

  /** Points by actual (row) and predicted (column) class; null for a model that predicts values. */
  get confusion(): number[][] | null {
    const { classes } = this.shape;
    return classes < 2
      ? null
      : Array.from({ length: classes }, (_, row) =>
          Array.from(this.#confusion.subarray(row * classes, (row + 1) * classes)),
        );
  }

  get sums(): ModelSums {
    const { metrics, computations, accumulators } = this.#require();
    const places = new Map(computations.map((computation, place) => [computation.id, place]));
    return { metrics, places, slices: accumulators.slices() };
  }

  /** The result of an example of the batch judged last. */
  example(index: number): JudgedExample | undefined {
    return this.#batch[index];
  }

  judge(
    records: readonly Uint8Array[],
    where: { readonly position: number; readonly slices: readonly (readonly Slice[])[] },
  ): void {
    const outputs = this.#model.run(records);
    this.#prepared ??= this.#prepare(outputs);
    const prepared = this.#prepared;
    this.#batch = records.map((_, index) => {
      const position = where.position + index;
      try {
        return this.#judgeOne(prepared, outputs, { index, position, slices: where.slices[index] ?? [] });
      } catch (error) {
        throw located(error, position);
      }
    });
  }

  #judgeOne(
    { shape, metrics, computations, accumulators }: Prepared,
    outputs: ModelOutputs,
    { index, position, slices }: { index: number; position: number; slices: readonly Slice[] },
  ): JudgedExample {
    const scored = new ScoredExample(shape, part(outputs.labels, index), part(outputs.predictions, index));
    const codes = shape.classes > 1;
    if (!allFinite(scored.predictions)) {
      this.#notFinite += 1;
      return {
        shape: gridShape(shape),
        label: codes ? scored.actual : null,
        metrics: {},
        predicted: null,
      };
    }
    this.#fractional += codes && hasFraction(scored) ? 1 : 0;
    if (codes) {
      addTo(this.#confusion, scored.confusion);
    }
    accumulators.add({ position, slices, scored, weight: outputs.weights?.[index] ?? 1 });
    return {
      shape: gridShape(shape),
      label: codes ? scored.actual : null,
      predicted: codes ? scored.predicted : null,
      metrics: exampleMetrics(metrics, computations, scored),
    };
  }

  #prepare({ predictions, labels }: ModelOutputs): Prepared {
    const { config, estimator } = this.#options;
    const shape = outputShape({
      predictionShape: predictions.shape,
      labelShape: labels.shape,
      predictions: predictions.values,
    });
    const metrics = requestedMetrics(config, this.name, shape);
    this.#confusion = new Float64Array(shape.classes ** 2);
    const computations = unique(metrics.map((metric) => metric.definition.computation));
    const weights = metrics.some((metric) => metric.identity.exampleWeighted === true);
    const accumulators = new SliceAccumulators({
      computations,
      resampling: estimator?.resampling ?? null,
      weights,
    });
    return { shape, metrics, computations, accumulators };
  }

  #require(): Prepared {
    if (this.#prepared === undefined) {
      throw new EvaluationError('no-examples', 'There are no examples to evaluate');
    }
    return this.#prepared;
  }
}

/** Values of single examples, from one computation each. */
function exampleMetrics(
  metrics: readonly RequestedMetric[],
  computations: readonly Computation[],
  scored: ScoredExample,
): Record<string, number> {
  const wanted = metrics.filter((metric) => metric.definition.perExample);
  const needed = new Set(wanted.map((metric) => metric.definition.computation.id));
  const sums = new Map<string, Float64Array>();
  for (const computation of computations.filter(({ id }) => needed.has(id))) {
    const vector = new Float64Array(computation.length);
    computation.add(scored, 1, vector);
    sums.set(computation.id, vector);
  }
  const values = wanted.map(({ identity, definition }) => {
    const value = definition.value(sums.get(definition.computation.id) ?? new Float64Array());
    return [metricLabel(identity), value.kind === 'number' ? value.value : Number.NaN] as const;
  });
  return Object.fromEntries(values);
}

function metricLabel(identity: RequestedMetric['identity']): string {
  const sub = subKeyName({ ...identity, exampleWeighted: false });
  return sub === '' ? identity.name : `${identity.name} (${sub})`;
}

function part({ shape, values }: BatchValues, index: number): ArrayLike<number> {
  const size = shape.reduce((product, length) => product * length, 1);
  return ArrayBuffer.isView(values)
    ? (values as Float32Array).subarray(index * size, (index + 1) * size)
    : Array.from(values).slice(index * size, (index + 1) * size);
}

function addTo(sums: Float64Array, values: Float64Array): void {
  for (let index = 0; index < sums.length; index++) {
    sums[index] = (sums[index] as number) + (values[index] as number);
  }
}

function gridShape({ grid }: OutputShape): number[] {
  return grid === null ? [] : [grid.height, grid.width];
}

function hasFraction(scored: ScoredExample): boolean {
  if (scored.shape.labels !== 'codes') {
    return false;
  }
  for (let index = 0; index < scored.labels.length; index++) {
    if (!Number.isInteger(scored.labels[index])) {
      return true;
    }
  }
  return false;
}

function allFinite(values: ArrayLike<number>): boolean {
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) {
      return false;
    }
  }
  return true;
}

function unique(computations: readonly Computation[]): Computation[] {
  return [...new Map(computations.map((computation) => [computation.id, computation])).values()];
}

function located(error: unknown, record: number): unknown {
  return error instanceof EvaluationError && error.location.record === undefined
    ? new EvaluationError(error.code, error.message, {
        ...(error.hint !== undefined && { hint: error.hint }),
        location: { ...error.location, record },
        cause: error,
      })
    : error;
}
