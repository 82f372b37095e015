import { type EvaluationFiles, readEvaluationFiles } from '../../formats/evaluation/evaluation-files.ts';
import {
  type EvaluationSummary,
  readEvaluationSummary,
} from '../../formats/evaluation/evaluation-summary.ts';
import { metricKeyFromProto } from '../../formats/evaluation/metric-key.ts';
import { metricValueFromProto } from '../../formats/evaluation/metric-value.ts';
import { type Slice, sliceFromProto, sliceName } from '../../formats/evaluation/slice-key.ts';
import type { EvalConfig } from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type {
  ConfidenceInterval as ConfidenceIntervalMessage,
  MetricsForSlice,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/metrics_for_slice_pb.js';
import type { ConfidenceInterval } from './metrics/confidence.ts';
import type { OutputShape } from './metrics/scored-example.ts';
import type { SliceResults } from './sliced-results.ts';
import { thresholdRules } from './threshold-rules.ts';
import { judge, outcomeSlice, type RuleOutcome, type ThresholdRule, type Verdict } from './verdict.ts';

/** An evaluation read back from its folder, whoever wrote it. */
export interface StoredEvaluation {
  readonly config: EvalConfig;
  readonly candidateName: string;
  /** Null when there was no baseline. */
  readonly baselineName: string | null;
  /** Folder of each model by its name. */
  readonly modelLocations: Readonly<Record<string, string>>;
  readonly slices: readonly SliceResults[];
  readonly verdict: Verdict['verdict'];
  readonly rules: EvaluationSummary['rules'];
  /** What Millrace keeps besides TFMA's files; null for an evaluation that TFMA wrote. */
  readonly summary: EvaluationSummary | null;
}

/**
 * Reads an evaluation, TFMA's or ours. The rules of one that TFMA wrote are worked out again from its thresholds and
 * metrics; the verdict is the one it recorded.
 *
 * @throws EvaluationError "damaged-evaluation"
 */
export async function readStoredEvaluation(directory: string): Promise<StoredEvaluation> {
  const files = await readEvaluationFiles(directory);
  const summary = await readEvaluationSummary(directory);
  const slices = files.metrics.map((slice) => toSliceResults(slice, summary));
  const candidateName = files.config.modelSpecs.find((spec) => !spec.isBaseline)?.name ?? '';
  return {
    config: files.config,
    candidateName,
    baselineName: files.config.modelSpecs.find((spec) => spec.isBaseline)?.name ?? null,
    modelLocations: files.modelLocations,
    slices,
    verdict: recordedVerdict(files),
    rules: summary?.rules ?? ruleViews(judge(rulesOf(files.config, candidateName), slices).outcomes),
    summary,
  };
}

/** Outcomes as the contract has them. */
export function ruleViews(outcomes: readonly RuleOutcome[]): EvaluationSummary['rules'] {
  return outcomes.map((outcome) => ({
    slice: outcomeSlice(outcome),
    metric: outcome.rule.metric.name,
    kind: outcome.kind,
    text: outcome.text,
    passes: outcome.passes,
  }));
}

function recordedVerdict({ validation }: EvaluationFiles): Verdict['verdict'] {
  if (validation === null) {
    return 'not-validated';
  }
  return validation.validationOk ? 'blessed' : 'not-blessed';
}

/** Metrics that TFMA has and we do not leave nothing to word; the recorded verdict stands all the same. */
function rulesOf(config: EvalConfig, candidateName: string): ThresholdRule[] {
  const anyOutput: OutputShape = {
    classes: 2,
    labels: 'codes',
    grid: { height: 1, width: 1 },
    fromLogits: true,
  };
  try {
    return thresholdRules(config, candidateName, anyOutput);
  } catch {
    return [];
  }
}

function toSliceResults(metrics: MetricsForSlice, summary: EvaluationSummary | null): SliceResults {
  const key = metrics.slicingSpecOneof.case === 'sliceKey' ? metrics.slicingSpecOneof.value : undefined;
  const slice = sliceFromProto(key);
  const results = metrics.metricKeysAndValues.flatMap((entry) =>
    entry.key === undefined
      ? []
      : [
          {
            identity: metricKeyFromProto(entry.key),
            value: metricValueFromProto(entry.value),
            confidence: confidenceOf(entry.confidenceInterval),
            isPlot: false,
          },
        ],
  );
  return { slice, examples: examplesOf(results, slice, summary), results };
}

/** 0 where it was not recorded. */
function examplesOf(
  results: SliceResults['results'],
  slice: Slice,
  summary: EvaluationSummary | null,
): number {
  const count = results.find(
    ({ identity }) =>
      identity.name === 'example_count' && !identity.isDifference && identity.exampleWeighted !== true,
  );
  return summary?.sliceExamples[sliceName(slice)] ?? (count?.value.kind === 'number' ? count.value.value : 0);
}

function confidenceOf(interval: ConfidenceIntervalMessage | undefined): ConfidenceInterval | null {
  const [lower, upper, standardError] = [
    interval?.lowerBound,
    interval?.upperBound,
    interval?.standardError,
  ].map((value) => metricValueFromProto(value));
  return lower?.kind === 'number' && upper?.kind === 'number'
    ? {
        lower: lower.value,
        upper: upper.value,
        standardError: standardError?.kind === 'number' ? standardError.value : Number.NaN,
        degreesOfFreedom: Number(interval?.degreesOfFreedom ?? 0),
      }
    : null;
}
