import { writeEvaluationFiles } from '../../formats/evaluation/evaluation-files.ts';
import { writeEvaluationSummary } from '../../formats/evaluation/evaluation-summary.ts';
import { sliceName } from '../../formats/evaluation/slice-key.ts';
import type { EvalConfig } from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type { ExecutionReporter } from '../../pipeline/component.ts';
import type { EvaluatedModels } from './evaluate-models.ts';
import { type SliceResults, toMetricsProto, toPlotsProto } from './sliced-results.ts';
import { ruleViews } from './stored-evaluation.ts';
import { toValidationResult } from './validation-proto.ts';
import { outcomeSlice, type Verdict } from './verdict.ts';

/** Everything an evaluation found, ready to be written. */
export interface FinishedEvaluation {
  readonly config: EvalConfig;
  readonly modelLocations: Readonly<Record<string, string>>;
  readonly evaluated: EvaluatedModels;
  readonly results: readonly SliceResults[];
  readonly verdict: Verdict;
  readonly warnings: readonly string[];
  /** The split whose example results were kept. */
  readonly split: string;
}

/** Writes TFMA's files and, beside them, what the viewers need besides. */
export async function writeEvaluation(directory: string, finished: FinishedEvaluation): Promise<void> {
  const { config, modelLocations, evaluated, results, verdict } = finished;
  await writeEvaluationFiles(directory, {
    config,
    modelLocations,
    metrics: results.map(toMetricsProto),
    plots: results.map(toPlotsProto),
    validation: toValidationResult(verdict),
  });
  const confusion = evaluated.candidate.confusion;
  await writeEvaluationSummary(directory, {
    verdict: verdict.verdict,
    rules: ruleViews(verdict.outcomes),
    warnings: [...finished.warnings],
    split: finished.split,
    examples: evaluated.examples,
    sliceExamples: Object.fromEntries(results.map(({ slice, examples }) => [sliceName(slice), examples])),
    confusion: confusion && { candidate: confusion, baseline: evaluated.baseline?.confusion ?? null },
  });
}

/** Tells the verdict in the execution's log: warnings, then each rule with its numbers. */
export function logEvaluation(
  report: ExecutionReporter,
  { verdict, warnings }: Pick<FinishedEvaluation, 'verdict' | 'warnings'>,
): void {
  for (const warning of warnings) {
    report.log('warning', warning);
  }
  for (const outcome of verdict.outcomes) {
    report.log(outcome.passes ? 'info' : 'warning', `${outcomeSlice(outcome)}: ${outcome.text}`);
  }
}
