import { create } from '@bufbuild/protobuf';
import type { MetricIdentity } from '../../formats/evaluation/metric-key.ts';
import { metricId, subKeyName } from '../../formats/evaluation/metric-key.ts';
import {
  overallSlice,
  type Slice,
  sliceName,
  specMatches,
  specName,
} from '../../formats/evaluation/slice-key.ts';
import {
  type GenericChangeThreshold,
  type GenericValueThreshold,
  GenericValueThresholdSchema,
  type SlicingSpec,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type { SliceResults } from './sliced-results.ts';
import { checkChange, checkValue } from './threshold-checks.ts';

/** A threshold of a metric; `spec` null means every slice. */
export interface ThresholdRule {
  readonly metric: MetricIdentity;
  readonly spec: SlicingSpec | null;
  readonly threshold:
    | { readonly kind: 'value'; readonly bounds: GenericValueThreshold }
    | { readonly kind: 'change'; readonly bounds: GenericChangeThreshold };
}

/** One rule held against one slice, in words with its numbers. */
export interface RuleOutcome {
  readonly rule: ThresholdRule;
  readonly slice: Slice;
  readonly kind: 'value' | 'change' | 'missing';
  readonly passes: boolean;
  readonly text: string;
  /** The metric's value, or its change; undefined where there is none. */
  readonly value: number | undefined;
  readonly message: string;
}

export interface Verdict {
  readonly verdict: 'blessed' | 'not-blessed' | 'not-validated';
  readonly outcomes: readonly RuleOutcome[];
  /** Specs of thresholds that no example fell into. */
  readonly missingSlices: readonly SlicingSpec[];
}

/**
 * Decides whether a candidate is blessed, as TFMA's metrics validator does: every threshold must hold in every slice it
 * names, a metric that was not computed or a slice that never appeared fails it, and without any threshold nothing was
 * validated.
 */
export function judge(rules: readonly ThresholdRule[], slices: readonly SliceResults[]): Verdict {
  if (rules.length === 0) {
    return { verdict: 'not-validated', outcomes: [], missingSlices: [] };
  }
  const outcomes = rules.flatMap((rule) => outcomesOf(rule, slices));
  const missing = rules.filter((rule) => !outcomes.some((outcome) => outcome.rule === rule));
  const missingSlices = uniqueSpecs(missing.map((rule) => rule.spec)).filter((spec) => spec !== null);
  const all = [...outcomes, ...missing.map(missingSlice)];
  return {
    verdict: all.every((outcome) => outcome.passes) ? 'blessed' : 'not-blessed',
    outcomes: all,
    missingSlices,
  };
}

function outcomesOf(rule: ThresholdRule, slices: readonly SliceResults[]): RuleOutcome[] {
  return slices
    .filter(({ slice }) => rule.spec === null || specMatches(rule.spec, slice))
    .map((slice) => outcomeOf(rule, slice));
}

function outcomeOf(rule: ThresholdRule, slice: SliceResults): RuleOutcome {
  const isChange = rule.threshold.kind === 'change';
  const value = numberOf(slice, { ...rule.metric, ...(isChange && { isDifference: true }) });
  const label = nameOf(rule.metric);
  if (value === undefined) {
    const text = `${label} was not computed: fails`;
    return {
      rule,
      slice: slice.slice,
      kind: 'missing',
      passes: false,
      text,
      value,
      message: 'Metric not found.',
    };
  }
  const checked =
    rule.threshold.kind === 'change'
      ? checkChange(rule.threshold.bounds, { change: value, candidate: numberOf(slice, rule.metric) })
      : checkValue(rule.threshold.bounds, value);
  const subject = isChange ? `change of ${label}` : label;
  return {
    rule,
    slice: slice.slice,
    kind: rule.threshold.kind,
    passes: checked.passes,
    text: `${subject} ${checked.text}: ${checked.passes ? 'passes' : 'fails'}`,
    value,
    message: '',
  };
}

function numberOf(slice: SliceResults, identity: MetricIdentity): number | undefined {
  const wanted = metricId(identity);
  const found = slice.results.find((result) => metricId(result.identity) === wanted);
  return found?.value.kind === 'number' ? found.value.value : undefined;
}

function missingSlice(rule: ThresholdRule): RuleOutcome {
  const where =
    rule.spec === null ? 'no example was evaluated' : `no example is in slice "${specName(rule.spec)}"`;
  return {
    rule,
    slice: overallSlice,
    kind: 'missing',
    passes: false,
    text: `${nameOf(rule.metric)} cannot be checked, ${where}: fails`,
    value: undefined,
    message: '',
  };
}

function nameOf(metric: MetricIdentity): string {
  const sub = subKeyName(metric);
  return sub === '' ? metric.name : `${metric.name} (${sub})`;
}

function uniqueSpecs(specs: readonly (SlicingSpec | null)[]): (SlicingSpec | null)[] {
  return [...new Map(specs.map((spec) => [spec === null ? '' : specName(spec), spec])).values()];
}

/** A verdict that fails for a reason outside of the thresholds, whatever they say. */
export function refuse(verdict: Verdict, reason: string): Verdict {
  const rule: ThresholdRule = {
    metric: { name: 'finite_predictions', modelName: '' },
    spec: null,
    threshold: { kind: 'value', bounds: create(GenericValueThresholdSchema) },
  };
  const outcome: RuleOutcome = {
    rule,
    slice: overallSlice,
    kind: 'value',
    passes: false,
    text: `${reason}: fails`,
    value: undefined,
    message: reason,
  };
  return { ...verdict, verdict: 'not-blessed', outcomes: [...verdict.outcomes, outcome] };
}

/** "Overall" for everything: where an outcome belongs in a list. */
export function outcomeSlice(outcome: RuleOutcome): string {
  return outcome.rule.spec !== null && outcome.slice.length === 0
    ? specName(outcome.rule.spec)
    : sliceName(outcome.slice);
}
