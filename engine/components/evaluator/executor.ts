import { parseEvalConfig } from '../../formats/evaluation/eval-config.ts';
import { checkEvalConfig } from '../../formats/evaluation/eval-config-checks.ts';
import { withEvalConfigDefaults } from '../../formats/evaluation/eval-config-defaults.ts';
import { EvaluationError } from '../../formats/evaluation/evaluation-error.ts';
import { writeEvaluationFiles } from '../../formats/evaluation/evaluation-files.ts';
import { writeEvaluationSummary } from '../../formats/evaluation/evaluation-summary.ts';
import { ExampleResultWriter } from '../../formats/evaluation/example-results.ts';
import { sliceName } from '../../formats/evaluation/slice-key.ts';
import type {
  EvalConfig,
  ModelSpec,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type {
  ExecutorContext,
  ExecutorResult,
  InputArtifact,
  OutputTarget,
} from '../../pipeline/component.ts';
import { blessingProperties, servingDirectory, writeBlessing } from './blessing.ts';
import type { EvaluatorParameters } from './definition.ts';
import { type EvaluatedModels, type ExampleBatch, evaluateModels } from './evaluate-models.ts';
import { exampleBatches } from './example-batches.ts';
import { type ConfidenceEstimator, confidenceEstimator } from './metrics/confidence.ts';
import { ModelUnderTest } from './model-under-test.ts';
import {
  compareModels,
  resultsOfModel,
  type SliceResults,
  toMetricsProto,
  toPlotsProto,
} from './sliced-results.ts';
import { ruleViews } from './stored-evaluation.ts';
import { thresholdRules } from './threshold-rules.ts';
import { toValidationResult } from './validation-proto.ts';
import { judge, outcomeSlice, refuse, type Verdict } from './verdict.ts';
import { evaluationWarnings } from './warnings.ts';

const standardBatchSize = 32;

/** Evaluates the candidate, against the baseline where there is one, and blesses it or not. */
export async function evaluatorExecutor(
  context: ExecutorContext<EvaluatorParameters>,
): Promise<ExecutorResult> {
  const models = modelArtifacts(context);
  const config = prepareConfig(context.parameters, models.baseline !== undefined);
  const output = target(context, 'evaluation');
  const estimator = confidenceEstimator(config);
  const evaluated = await evaluate(context, { config, models, estimator, directory: output.path });
  const results = allResults(evaluated, estimator);
  const verdict = decide(config, evaluated, results);
  const warnings = evaluationWarnings({ config, evaluated, results, verdict });
  await writeEvaluationFiles(output.path, {
    config,
    modelLocations: modelLocations(config, models),
    metrics: results.map(toMetricsProto),
    plots: results.map(toPlotsProto),
    validation: toValidationResult(verdict),
  });
  await writeSummary(context, { evaluated, results, verdict, warnings });
  await writeBlessing(target(context, 'blessing').path, verdict);
  tell(context, verdict, warnings);
  return { outputs: { blessing: { customProperties: blessingProperties(verdict, models) } } };
}

interface ModelArtifacts {
  readonly candidate: InputArtifact;
  readonly baseline: InputArtifact | undefined;
}

function modelArtifacts({ inputs }: ExecutorContext<EvaluatorParameters>): ModelArtifacts {
  const [candidate] = inputs.model ?? [];
  const [baseline] = inputs.baseline_model ?? [];
  if (candidate === undefined) {
    throw new EvaluationError('bad-model', 'There is no model to evaluate');
  }
  return { candidate, baseline };
}

function prepareConfig(parameters: EvaluatorParameters, hasBaseline: boolean): EvalConfig {
  const written = parseEvalConfig(parameters.eval_config);
  checkEvalConfig(written);
  const config = withEvalConfigDefaults(written, { hasBaseline });
  checkEvalConfig(config);
  return config;
}

async function evaluate(
  context: ExecutorContext<EvaluatorParameters>,
  options: {
    readonly config: EvalConfig;
    readonly models: ModelArtifacts;
    readonly estimator: ConfidenceEstimator | null;
    readonly directory: string;
  },
): Promise<EvaluatedModels> {
  const { config, models, estimator } = options;
  const specs = specsByRole(config);
  using candidate = await ModelUnderTest.open(specs.candidate, servingDirectory(models.candidate));
  using baseline =
    models.baseline && specs.baseline
      ? await ModelUnderTest.open(specs.baseline, servingDirectory(models.baseline))
      : null;
  await using writer = await ExampleResultWriter.create(options.directory);
  const { example_splits: splits } = context.parameters;
  return await evaluateModels({
    config,
    models: { candidate, baseline },
    estimator,
    batches: withProgress(context, specs.candidate.inferenceBatchSize || standardBatchSize),
    onExample: async (result, split) => {
      if (split === splits[0]) {
        await writer.write(result);
      }
    },
    signal: context.signal,
  });
}

async function* withProgress(
  { inputs, parameters, signal, report }: ExecutorContext<EvaluatorParameters>,
  size: number,
): AsyncGenerator<ExampleBatch> {
  const directory = inputs.examples?.[0]?.path ?? '';
  for await (const batch of exampleBatches(directory, { splits: parameters.example_splits, size, signal })) {
    yield batch;
    const done = batch.position + batch.records.length;
    report.progress({ done, total: null, unit: 'examples', message: `Split ${batch.split}` });
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

function allResults(
  { candidate, baseline }: EvaluatedModels,
  estimator: ConfidenceEstimator | null,
): SliceResults[] {
  const ours = resultsOfModel(candidate.sums, estimator);
  return baseline === null ? ours : compareModels(ours, resultsOfModel(baseline.sums, estimator));
}

/** Predictions that are not numbers never lead to a blessing, whatever the thresholds make of the others. */
function decide(config: EvalConfig, evaluated: EvaluatedModels, results: readonly SliceResults[]): Verdict {
  const { candidate, examples } = evaluated;
  const verdict = judge(thresholdRules(config, candidate.name, candidate.shape), results);
  return candidate.notFinite === 0 || verdict.verdict === 'not-validated'
    ? verdict
    : refuse(verdict, `predictions are not numbers for ${candidate.notFinite} of ${examples} examples`);
}

function modelLocations(config: EvalConfig, models: ModelArtifacts): Record<string, string> {
  const entries = config.modelSpecs.map((spec) => {
    const model = spec.isBaseline ? models.baseline : models.candidate;
    return [spec.name, `${model?.uri}/Format-Serving`] as const;
  });
  return Object.fromEntries(entries);
}

async function writeSummary(
  context: ExecutorContext<EvaluatorParameters>,
  { evaluated, results, verdict, warnings }: Outcome,
): Promise<void> {
  const confusion = evaluated.candidate.confusion;
  await writeEvaluationSummary(target(context, 'evaluation').path, {
    verdict: verdict.verdict,
    rules: ruleViews(verdict.outcomes),
    warnings: [...warnings],
    split: context.parameters.example_splits[0] ?? '',
    examples: evaluated.examples,
    sliceExamples: Object.fromEntries(results.map(({ slice, examples }) => [sliceName(slice), examples])),
    confusion: confusion && { candidate: confusion, baseline: evaluated.baseline?.confusion ?? null },
  });
}

interface Outcome {
  readonly evaluated: EvaluatedModels;
  readonly results: readonly SliceResults[];
  readonly verdict: Verdict;
  readonly warnings: readonly string[];
}

function tell(
  context: ExecutorContext<EvaluatorParameters>,
  verdict: Verdict,
  warnings: readonly string[],
): void {
  for (const warning of warnings) {
    context.report.log('warning', warning);
  }
  for (const outcome of verdict.outcomes) {
    context.report.log(outcome.passes ? 'info' : 'warning', `${outcomeSlice(outcome)}: ${outcome.text}`);
  }
}

function target({ outputs }: ExecutorContext<EvaluatorParameters>, key: string): OutputTarget {
  const output = outputs[key];
  if (output === undefined) {
    throw new RangeError(`The Evaluator has no output "${key}"`);
  }
  return output;
}
