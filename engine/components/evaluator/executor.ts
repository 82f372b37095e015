import { parseEvalConfig } from '../../formats/evaluation/eval-config.ts';
import { checkEvalConfig } from '../../formats/evaluation/eval-config-checks.ts';
import { withEvalConfigDefaults } from '../../formats/evaluation/eval-config-defaults.ts';
import { EvaluationError } from '../../formats/evaluation/evaluation-error.ts';
import type { EvalConfig } from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type { ExecutorContext, ExecutorResult, InputArtifact } from '../../pipeline/component.ts';
import { blessingProperties, writeBlessing } from './blessing.ts';
import type { EvaluatorParameters } from './definition.ts';
import { decide, runEvaluation } from './evaluation-run.ts';
import { overallMetrics } from './overall-metrics.ts';
import { compareModels } from './sliced-results.ts';
import { evaluationWarnings } from './warnings.ts';
import { logEvaluation, writeEvaluation } from './write-evaluation.ts';

type Context = ExecutorContext<EvaluatorParameters>;

/** Evaluates the candidate, against the baseline where there is one, and blesses it or not. */
export async function evaluatorExecutor(context: Context): Promise<ExecutorResult> {
  const { parameters, outputs, signal, report } = context;
  const models = { candidate: only(context, 'model'), baseline: context.inputs.baseline_model?.[0] };
  const config = prepareConfig(parameters, models.baseline !== undefined);
  const directory = outputs.evaluation?.path ?? '';
  const splits = parameters.example_splits;
  const examples = only(context, 'examples');
  const run = await runEvaluation({ config, ...models, examples, splits, directory, signal, report });
  const results = run.baseline === null ? run.candidate : compareModels(run.candidate, run.baseline);
  const { evaluated } = run;
  const verdict = decide(config, evaluated, results);
  const warnings = evaluationWarnings({ config, evaluated, results, verdict });
  await writeEvaluation(directory, {
    config,
    modelLocations: modelLocations(config, models),
    evaluated,
    results,
    verdict,
    warnings,
    split: splits[0] ?? '',
  });
  await writeBlessing(outputs.blessing?.path ?? '', verdict);
  report.metrics({ step: 0, values: overallMetrics(run.candidate) });
  logEvaluation(report, { verdict, warnings });
  return { outputs: { blessing: { customProperties: blessingProperties(verdict, models) } } };
}

function prepareConfig(parameters: EvaluatorParameters, hasBaseline: boolean): EvalConfig {
  const written = parseEvalConfig(parameters.eval_config);
  checkEvalConfig(written);
  const config = withEvalConfigDefaults(written, { hasBaseline });
  checkEvalConfig(config);
  return config;
}

function modelLocations(
  config: EvalConfig,
  models: { readonly candidate: InputArtifact; readonly baseline: InputArtifact | undefined },
): Record<string, string> {
  const entries = config.modelSpecs.map((spec) => {
    const model = spec.isBaseline ? models.baseline : models.candidate;
    return [spec.name, `${model?.uri}/Format-Serving`] as const;
  });
  return Object.fromEntries(entries);
}

function only({ inputs }: Context, key: string): InputArtifact {
  const [artifact] = inputs[key] ?? [];
  if (artifact === undefined) {
    throw new EvaluationError('bad-model', `Nothing is connected to "${key}"`);
  }
  return artifact;
}
