import type { SliceResults } from '../../components/evaluator/sliced-results.ts';
import type { StoredEvaluation } from '../../components/evaluator/stored-evaluation.ts';
import type { EvaluationView } from '../../contract/evaluation.ts';
import { metricId, subKeyName } from '../../formats/evaluation/metric-key.ts';
import { sliceName } from '../../formats/evaluation/slice-key.ts';

type SliceView = EvaluationView['slices'][number];
type MetricView = SliceView['metrics'][number];

/** Slices as the viewer shows them: each metric once, with candidate, baseline and difference side by side. */
export function sliceViews(evaluation: StoredEvaluation): SliceView[] {
  return evaluation.slices.map((slice) => ({
    slice: sliceName(slice.slice),
    examples: slice.examples === 0 ? null : slice.examples,
    metrics: metricViews(slice, evaluation),
  }));
}

function metricViews(
  { results }: SliceResults,
  { candidateName, baselineName }: Pick<StoredEvaluation, 'candidateName' | 'baselineName'>,
): MetricView[] {
  const numbers = new Map(
    results.flatMap(({ identity, value }) =>
      value.kind === 'number' ? [[metricId(identity), value.value] as const] : [],
    ),
  );
  const ours = results.filter(
    ({ identity, value }) =>
      identity.modelName === candidateName && !identity.isDifference && value.kind === 'number',
  );
  return ours.map(({ identity, confidence }) => {
    const candidate = finite(numbers.get(metricId(identity)));
    const other =
      baselineName === null ? undefined : numbers.get(metricId({ ...identity, modelName: baselineName }));
    const baseline = finite(other);
    return {
      name: identity.name,
      subKey: subKeyName(identity),
      candidate,
      baseline,
      difference: candidate === null || baseline === null ? null : candidate - baseline,
      confidence: confidence && { lower: confidence.lower, upper: confidence.upper },
    };
  });
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
