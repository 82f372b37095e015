import { baselineName, candidateName } from '../../formats/evaluation/eval-config-defaults.ts';
import { EvaluationError } from '../../formats/evaluation/evaluation-error.ts';
import type { ExecutorContext, ExecutorResult, InputArtifact, Properties } from '../../pipeline/component.ts';
import { decide, runEvaluation } from '../evaluator/evaluation-run.ts';
import { compareModels, type SliceResults } from '../evaluator/sliced-results.ts';
import { readStoredEvaluation, type StoredEvaluation } from '../evaluator/stored-evaluation.ts';
import type { Verdict } from '../evaluator/verdict.ts';
import { evaluationWarnings } from '../evaluator/warnings.ts';
import { logEvaluation, writeEvaluation } from '../evaluator/write-evaluation.ts';
import type { ContinuousEvaluatorParameters } from './definition.ts';
import { monitoringConfig } from './monitoring-config.ts';

type Context = ExecutorContext<ContinuousEvaluatorParameters>;

/** Evaluates the deployed model on new data against what it reached when it was blessed. */
export async function continuousEvaluatorExecutor(context: Context): Promise<ExecutorResult> {
  const { parameters, outputs, signal, report } = context;
  const reference = only(context, 'evaluation');
  const blessing = await readStoredEvaluation(reference.path);
  const config = monitoringConfig(blessing.config, parameters.allowed_drop);
  const model = only(context, 'model');
  const directory = outputs.evaluation?.path ?? '';
  const { example_splits: splits } = parameters;
  const examples = only(context, 'examples');
  const run = await runEvaluation({
    config,
    candidate: model,
    baseline: undefined,
    examples,
    splits,
    directory,
    signal,
    report,
  });
  const { evaluated } = run;
  const results = compareModels(run.candidate, asBaseline(blessing));
  const verdict = decide(config, evaluated, results);
  const warnings = [
    ...degradationWarning(verdict),
    ...evaluationWarnings({ config, evaluated, results, verdict }),
  ];
  const modelLocations = {
    [candidateName]: `${model.uri}/Format-Serving`,
    [baselineName]: blessing.modelLocations[blessing.candidateName] ?? '',
  };
  await writeEvaluation(directory, {
    config,
    modelLocations,
    evaluated,
    results,
    verdict,
    warnings,
    split: splits[0] ?? '',
  });
  logEvaluation(report, { verdict, warnings });
  return { outputs: { evaluation: { customProperties: properties(verdict, model, reference) } } };
}

/** The blessed model's metrics of that time, in the place of a baseline's. */
function asBaseline({ slices, candidateName: name }: StoredEvaluation): SliceResults[] {
  return slices.map((slice) => ({
    ...slice,
    results: slice.results
      .filter(({ identity }) => identity.modelName === name && identity.isDifference !== true)
      .map((result) => ({ ...result, identity: { ...result.identity, modelName: baselineName } })),
  }));
}

function degradationWarning({ verdict, outcomes }: Verdict): string[] {
  const failed = outcomes
    .filter((outcome) => !outcome.passes)
    .map((outcome) => outcome.text.replace(/: fails$/, ''));
  return verdict === 'not-blessed'
    ? [
        `The deployed model is worse on the new data than when it was blessed (${failed.join('; ')}). Train it anew with this data`,
      ]
    : [];
}

function properties({ verdict }: Verdict, model: InputArtifact, reference: InputArtifact): Properties {
  return {
    degraded: verdict === 'not-blessed' ? 1 : 0,
    current_model: model.uri,
    current_model_id: model.id,
    reference_evaluation: reference.uri,
    reference_evaluation_id: reference.id,
  };
}

function only({ inputs }: Context, key: string): InputArtifact {
  const [artifact] = inputs[key] ?? [];
  if (artifact === undefined) {
    throw new EvaluationError('bad-model', `There is nothing in "${key}" yet`, {
      hint: 'A model must have been blessed and pushed before it can be watched',
    });
  }
  return artifact;
}
