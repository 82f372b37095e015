import { EvaluationError } from '../../formats/evaluation/evaluation-error.ts';
import { ExampleResultWriter } from '../../formats/evaluation/example-results.ts';
import type {
  EvalConfig,
  ModelSpec,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type { ExecutionReporter, InputArtifact } from '../../pipeline/component.ts';
import { servingDirectory } from '../serving-directory.ts';
import { type EvaluatedModels, type ExampleBatch, evaluateModels } from './evaluate-models.ts';
import { countExamples, exampleBatches } from './example-batches.ts';
import { confidenceEstimator } from './metrics/confidence.ts';
import { ModelUnderTest } from './model-under-test.ts';
import { resultsOfModel, type SliceResults } from './sliced-results.ts';
import { thresholdRules } from './threshold-rules.ts';
import { judge, refuse, type Verdict } from './verdict.ts';

const standardBatchSize = 32;

/** What is evaluated, and where the example results go. */
export interface EvaluationRun {
  /** With defaults filled in. */
  readonly config: EvalConfig;
  readonly candidate: InputArtifact;
  readonly baseline: InputArtifact | undefined;
  readonly examples: InputArtifact;
  readonly splits: readonly string[];
  /** Folder of the evaluation. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly report: ExecutionReporter;
}

export interface EvaluationResults {
  readonly evaluated: EvaluatedModels;
  readonly candidate: readonly SliceResults[];
  readonly baseline: readonly SliceResults[] | null;
}

/** Runs the models over the data and keeps each example's results. Metrics of slices below `min_slice_size` are left out. */
export async function runEvaluation(run: EvaluationRun): Promise<EvaluationResults> {
  const estimator = confidenceEstimator(run.config);
  const specs = specsByRole(run.config);
  using candidate = await ModelUnderTest.open(specs.candidate, servingDirectory(run.candidate));
  using baseline =
    run.baseline && specs.baseline
      ? await ModelUnderTest.open(specs.baseline, servingDirectory(run.baseline))
      : null;
  await using writer = await ExampleResultWriter.create(run.directory);
  const evaluated = await evaluateModels({
    config: run.config,
    models: { candidate, baseline },
    estimator,
    batches: batchesWithProgress(run, specs.candidate.inferenceBatchSize || standardBatchSize),
    onExample: async (result, split) => {
      if (split === run.splits[0]) {
        await writer.write(result);
      }
    },
    signal: run.signal,
  });
  const least = run.config.options?.minSliceSize ?? 0;
  const enough = (slice: SliceResults) => (slice.examples < least ? { ...slice, results: [] } : slice);
  return {
    evaluated,
    candidate: resultsOfModel(evaluated.candidate.sums, estimator).map(enough),
    baseline: evaluated.baseline && resultsOfModel(evaluated.baseline.sums, estimator).map(enough),
  };
}

/**
 * Holds results against the config's thresholds. Predictions that are not numbers never lead to a blessing, whatever
 * the thresholds make of the others.
 */
export function decide(
  config: EvalConfig,
  { candidate, examples }: EvaluatedModels,
  results: readonly SliceResults[],
): Verdict {
  const verdict = judge(thresholdRules(config, candidate.name, candidate.shape), results);
  return candidate.notFinite === 0 || verdict.verdict === 'not-validated'
    ? verdict
    : refuse(verdict, `predictions are not numbers for ${candidate.notFinite} of ${examples} examples`);
}

async function* batchesWithProgress(run: EvaluationRun, size: number): AsyncGenerator<ExampleBatch> {
  const total = await countExamples(run.examples.path, run.splits, run.signal);
  for await (const batch of exampleBatches(run.examples.path, {
    splits: run.splits,
    size,
    signal: run.signal,
  })) {
    yield batch;
    const done = batch.position + batch.records.length;
    run.report.progress({ done, total, unit: 'examples', message: `Split ${batch.split}` });
  }
}

function specsByRole(config: EvalConfig): { candidate: ModelSpec; baseline: ModelSpec | undefined } {
  const candidate = config.modelSpecs.find((spec) => !spec.isBaseline);
  if (candidate === undefined) {
    throw new EvaluationError('bad-eval-config', '"model_specs" has no candidate', {
      hint: 'Leave "is_baseline" out of one of the models',
      location: { parameter: 'eval_config' },
    });
  }
  return { candidate, baseline: config.modelSpecs.find((spec) => spec.isBaseline) };
}
