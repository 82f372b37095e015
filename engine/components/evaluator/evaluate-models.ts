import { EvaluationError } from '../../formats/evaluation/evaluation-error.ts';
import type { ExampleResult, ModelRole } from '../../formats/evaluation/example-results.ts';
import type { EvalConfig } from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type { ConfidenceEstimator } from './metrics/confidence.ts';
import { ModelEvaluation } from './model-evaluation.ts';
import type { ModelUnderTest } from './model-under-test.ts';
import { readFeatures, sliceFeatures, slicesOf } from './slicing.ts';

/** A batch of serialized Examples of one split. */
export interface ExampleBatch {
  readonly records: readonly Uint8Array[];
  readonly split: string;
  /** Position of the first record in its split, and in the whole evaluation. */
  readonly record: number;
  readonly position: number;
}

export interface EvaluationPass {
  readonly config: EvalConfig;
  readonly models: Readonly<{ candidate: ModelUnderTest; baseline: ModelUnderTest | null }>;
  readonly estimator: ConfidenceEstimator | null;
  readonly batches: AsyncIterable<ExampleBatch>;
  /** Told of each example once both models have judged it. */
  readonly onExample: (result: ExampleResult, split: string) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface EvaluatedModels {
  readonly candidate: ModelEvaluation;
  readonly baseline: ModelEvaluation | null;
  readonly examples: number;
}

/**
 * Candidate and baseline over the data in one pass: each batch is read once and judged by both.
 *
 * @throws EvaluationError "no-examples" when there are none, "bad-model" when the two models do not compare
 */
export async function evaluateModels(pass: EvaluationPass): Promise<EvaluatedModels> {
  const { config, models, estimator } = pass;
  const candidate = new ModelEvaluation(models.candidate, { config, estimator });
  const baseline =
    models.baseline === null ? null : new ModelEvaluation(models.baseline, { config, estimator });
  const names = sliceFeatures(config);
  let examples = 0;
  for await (const { records, position, record, split } of pass.batches) {
    pass.signal.throwIfAborted();
    const slices = records.map((record) => slicesOf(config, readFeatures(record, names)));
    candidate.judge(records, { position, slices });
    baseline?.judge(records, { position, slices });
    requireSameClasses(candidate, baseline);
    for (let index = 0; index < records.length; index++) {
      await pass.onExample(resultOf({ candidate, baseline }, index, record + index), split);
    }
    examples += records.length;
  }
  if (examples === 0) {
    throw new EvaluationError('no-examples', 'There are no examples to evaluate', {
      hint: 'Check "example_splits", and whether the split of the input Examples is empty',
      location: { parameter: 'example_splits' },
    });
  }
  return { candidate, baseline, examples };
}

function resultOf(
  models: Readonly<Record<ModelRole, ModelEvaluation | null>>,
  index: number,
  record: number,
): ExampleResult {
  const candidate = models.candidate?.example(index);
  const baseline = models.baseline?.example(index);
  return {
    record,
    shape: candidate?.shape ?? [],
    label: candidate?.label ?? null,
    models: { ...(candidate && { candidate }), ...(baseline && { baseline }) },
  };
}

function requireSameClasses(candidate: ModelEvaluation, baseline: ModelEvaluation | null): void {
  if (baseline === null || candidate.shape.classes === baseline.shape.classes) {
    return;
  }
  throw new EvaluationError(
    'bad-model',
    `The baseline model predicts ${baseline.shape.classes} classes and the candidate ${candidate.shape.classes}`,
    {
      hint: 'They cannot be compared. Evaluate without baseline_model once, so that a new baseline is blessed',
    },
  );
}
