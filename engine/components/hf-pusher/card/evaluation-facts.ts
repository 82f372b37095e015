import { readEvaluationFiles } from '../../../formats/evaluation/evaluation-files.ts';
import {
  type EvaluationSummary,
  readEvaluationSummary,
} from '../../../formats/evaluation/evaluation-summary.ts';
import { type MetricIdentity, metricKeyFromProto } from '../../../formats/evaluation/metric-key.ts';
import { metricValueFromProto } from '../../../formats/evaluation/metric-value.ts';
import { sliceFromProto } from '../../../formats/evaluation/slice-key.ts';
import type { EvalConfig } from '../../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';

/** A metric over all examples, of the model that is pushed and of the one before it. */
export interface MetricFact {
  readonly name: string;
  /** Null for a metric of the whole output. */
  readonly classId: number | null;
  readonly value: number;
  readonly baseline: number | null;
}

export interface EvaluationFacts {
  readonly metrics: readonly MetricFact[];
  readonly config: EvalConfig;
  /** Verdict in words and confusion; null for an evaluation that TFMA made. */
  readonly summary: EvaluationSummary | null;
}

/** What an evaluation says about all examples together. @throws EvaluationError "damaged-evaluation" */
export async function readEvaluationFacts(folder: string): Promise<EvaluationFacts> {
  const { config, metrics } = await readEvaluationFiles(folder);
  const baselineName = config.modelSpecs.find((spec) => spec.isBaseline)?.name;
  const overall = metrics.find(({ slicingSpecOneof: slice }) => {
    return slice.case !== 'sliceKey' || sliceFromProto(slice.value).length === 0;
  });
  const values = (overall?.metricKeysAndValues ?? []).flatMap(({ key, value }) => {
    const result = metricValueFromProto(value);
    return key !== undefined && result.kind === 'number'
      ? [{ identity: metricKeyFromProto(key), value: result.value }]
      : [];
  });
  const baselines = new Map(
    values
      .filter(({ identity }) => identity.modelName === baselineName && identity.isDifference !== true)
      .map(({ identity, value }) => [nameOf(identity), value]),
  );
  const facts = values
    .filter(({ identity }) => identity.modelName !== baselineName && identity.isDifference !== true)
    .map(({ identity, value }) => ({
      name: identity.name,
      classId: identity.subKey?.classId ?? null,
      value,
      baseline: baselines.get(nameOf(identity)) ?? null,
    }));
  return { metrics: facts, config, summary: await readEvaluationSummary(folder) };
}

/** What a metric is of, whichever model it was computed for. */
function nameOf({ name, subKey, outputName, aggregation }: MetricIdentity): string {
  return JSON.stringify([name, subKey ?? null, outputName ?? null, aggregation ?? null]);
}
