import { sliceName, specMatches, specName } from '../../formats/evaluation/slice-key.ts';
import type { EvalConfig } from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type { EvaluatedModels } from './evaluate-models.ts';
import type { ModelEvaluation } from './model-evaluation.ts';
import type { SliceResults } from './sliced-results.ts';
import type { Verdict } from './verdict.ts';

/** What a reader of the evaluation should know besides its numbers, each with its count. */
export function evaluationWarnings(options: {
  readonly config: EvalConfig;
  readonly evaluated: EvaluatedModels;
  readonly results: readonly SliceResults[];
  readonly verdict: Verdict;
}): string[] {
  const { config, evaluated, results, verdict } = options;
  return [
    ...notFiniteWarnings(evaluated),
    ...fractionalWarning(evaluated),
    ...emptySlices(config, results),
    ...smallSlices(config, results),
    ...(verdict.verdict === 'not-validated'
      ? ['No threshold is set, so the model was not validated: it is neither blessed nor refused']
      : []),
  ];
}

function notFiniteWarnings({ candidate, baseline, examples }: EvaluatedModels): string[] {
  const count = (model: ModelEvaluation | null, name: string) =>
    model !== null && model.notFinite > 0
      ? [
          `The ${name} predicts something that is not a number for ${model.notFinite} of ${examples} examples; they are in no metric`,
        ]
      : [];
  return [...count(candidate, 'candidate'), ...count(baseline, 'baseline')];
}

function fractionalWarning({ candidate, examples }: EvaluatedModels): string[] {
  return candidate.fractional > 0
    ? [
        `${candidate.fractional} of ${examples} examples have labels between two class codes, which count as wrong ` +
          'whatever is predicted. Resize masks to their nearest neighbour to avoid it',
      ]
    : [];
}

function emptySlices(config: EvalConfig, results: readonly SliceResults[]): string[] {
  return config.slicingSpecs
    .filter((spec) => !results.some(({ slice }) => specMatches(spec, slice)))
    .map((spec) => `No example is in slice "${specName(spec)}"`);
}

function smallSlices(config: EvalConfig, results: readonly SliceResults[]): string[] {
  const least = config.options?.minSliceSize ?? 0;
  return results
    .filter(({ examples }) => examples < least)
    .map(
      ({ slice, examples }) =>
        `Slice "${sliceName(slice)}" has ${examples} examples, fewer than min_slice_size`,
    );
}
