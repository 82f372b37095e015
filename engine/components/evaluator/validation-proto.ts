import { create } from '@bufbuild/protobuf';
import { metricKeyToProto } from '../../formats/evaluation/metric-key.ts';
import { metricValueToProto } from '../../formats/evaluation/metric-value.ts';
import { sliceId, sliceToProto, specName } from '../../formats/evaluation/slice-key.ts';
import {
  MetricThresholdSchema,
  type SlicingSpec,
  SlicingSpecSchema,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import {
  MetricsValidationForSliceSchema,
  type SlicingDetails,
  SlicingDetailsSchema,
  ValidationFailureSchema,
  type ValidationResult,
  ValidationResultSchema,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/validation_result_pb.js';
import type { RuleOutcome, ThresholdRule, Verdict } from './verdict.ts';

/** A verdict as TFMA's ValidationResult; null when nothing was validated, for which TFMA writes no file. */
export function toValidationResult(verdict: Verdict): ValidationResult | null {
  if (verdict.verdict === 'not-validated') {
    return null;
  }
  return create(ValidationResultSchema, {
    validationOk: verdict.verdict === 'blessed',
    metricValidationsPerSlice: failuresBySlice(verdict.outcomes),
    missingSlices: [...verdict.missingSlices],
    validationDetails: { slicingDetails: slicingDetails(verdict.outcomes) },
  });
}

function failuresBySlice(outcomes: readonly RuleOutcome[]) {
  const failed = outcomes.filter((outcome) => !outcome.passes && !isMissingSlice(outcome));
  const slices = Map.groupBy(failed, (outcome) => sliceId(outcome.slice));
  return [...slices.values()].map((group) =>
    create(MetricsValidationForSliceSchema, {
      sliceKeyOneof: { case: 'sliceKey', value: sliceToProto(group[0]?.slice ?? []) },
      failures: group.map(failure),
    }),
  );
}

function failure(outcome: RuleOutcome) {
  const isChange = outcome.rule.threshold.kind === 'change';
  const identity = { ...outcome.rule.metric, ...(isChange && { isDifference: true }) };
  return create(ValidationFailureSchema, {
    metricKey: metricKeyToProto(identity),
    metricThreshold: thresholdToProto(outcome.rule),
    ...(outcome.value !== undefined && {
      metricValue: metricValueToProto({ kind: 'number', value: outcome.value }),
    }),
    message: outcome.message,
  });
}

function thresholdToProto({ threshold }: ThresholdRule) {
  return threshold.kind === 'value'
    ? create(MetricThresholdSchema, { validateAbsolute: { case: 'valueThreshold', value: threshold.bounds } })
    : create(MetricThresholdSchema, {
        validateRelative: { case: 'changeThreshold', value: threshold.bounds },
      });
}

/** For each spec with thresholds, in how many slices one was checked. */
function slicingDetails(outcomes: readonly RuleOutcome[]): SlicingDetails[] {
  const checked = outcomes.filter((outcome) => outcome.kind !== 'missing');
  const specs = Map.groupBy(checked, (outcome) => specName(specOf(outcome)));
  return [...specs.values()].map((group) =>
    create(SlicingDetailsSchema, {
      slicingSpecOneof: { case: 'slicingSpec', value: specOf(group[0] as RuleOutcome) },
      numMatchingSlices: new Set(group.map((outcome) => sliceId(outcome.slice))).size,
    }),
  );
}

function specOf(outcome: RuleOutcome): SlicingSpec {
  return outcome.rule.spec ?? create(SlicingSpecSchema);
}

function isMissingSlice(outcome: RuleOutcome): boolean {
  return outcome.kind === 'missing' && outcome.message === '';
}
