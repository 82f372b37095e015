import { create } from '@bufbuild/protobuf';
import {
  type Feature,
  type FeaturePresence,
  FeaturePresenceSchema,
  FixedShapeSchema,
  LifecycleStage,
  ValueCountSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { FeatureView } from './feature-view.ts';
import { AnomalyType, type Reason, reason } from './reason.ts';

/** Stages in which a feature is not held against the schema. */
const INACTIVE: ReadonlySet<LifecycleStage> = new Set([
  LifecycleStage.PLANNED,
  LifecycleStage.ALPHA,
  LifecycleStage.DEPRECATED,
  LifecycleStage.DEBUG_ONLY,
  LifecycleStage.DISABLED,
]);

export function isInactive(feature: Feature): boolean {
  return feature.deprecated || INACTIVE.has(feature.lifecycleStage);
}

/** Marks a feature so that the schema no longer asks for it. */
export function deprecate(draft: Feature): void {
  draft.lifecycleStage = LifecycleStage.DEPRECATED;
}

/** Presence, and shape or value count, as they are inferred from the data. */
export function inferPresence(draft: Feature, view: FeatureView, options: { readonly shape: boolean }): void {
  const presence = create(FeaturePresenceSchema, {
    minCount: view.present > 0 ? 1n : 0n,
    ...(view.missing === 0 && view.present > 0 ? { minFraction: 1 } : {}),
  });
  draft.presenceConstraints = { case: 'presence', value: presence };
  const { minimumValues: low, maximumValues: high } = view;
  if (low === 0) return;
  if (options.shape && view.missing === 0 && low === high) {
    const shape = create(FixedShapeSchema, { dim: [{ size: BigInt(low) }] });
    draft.shapeType = { case: 'shape', value: shape };
    return;
  }
  const value = create(
    ValueCountSchema,
    low === high ? { min: BigInt(low), max: BigInt(high) } : { min: 1n },
  );
  draft.shapeType = { case: 'valueCount', value };
}

export function requiresPresence(feature: Feature): boolean {
  const presence = presenceOf(feature);
  return presence !== undefined && (presence.minCount > 0n || presence.minFraction > 0);
}

export function presenceOf({ presenceConstraints }: Feature): FeaturePresence | undefined {
  return presenceConstraints.case === 'presence' ? presenceConstraints.value : undefined;
}

const DROPPED = 'Column dropped';

/** Checks how often a feature is present, and relaxes the draft where it is too rare. */
export function checkPresence(draft: Feature, view: FeatureView): Reason[] {
  const presence = presenceOf(draft);
  if (!presence || !requiresPresence(draft)) return [];
  if (view.present === 0) {
    deprecate(draft);
    return [
      reason(AnomalyType.FEATURE_TYPE_NOT_PRESENT, DROPPED, 'The feature was not present in any examples.'),
    ];
  }
  const fewer = 'The feature was present in fewer examples than expected:';
  const reasons: Reason[] = [];
  const fraction = view.present / view.examples;
  if (fraction < presence.minFraction) {
    const text = `${fewer} minimum fraction = ${presence.minFraction.toFixed(6)}, actual = ${fraction.toFixed(6)}`;
    reasons.push(reason(AnomalyType.FEATURE_TYPE_LOW_FRACTION_PRESENT, DROPPED, text));
    presence.minFraction = fraction;
  }
  if (view.present < Number(presence.minCount)) {
    const text = `${fewer} minimum count = ${presence.minCount}, actual = ${view.present}`;
    reasons.push(reason(AnomalyType.FEATURE_TYPE_LOW_NUMBER_PRESENT, DROPPED, text));
    presence.minCount = BigInt(view.present);
  }
  return reasons;
}

/** Checks shape or value count, and relaxes the draft where they do not hold. */
export function checkLengths(draft: Feature, view: FeatureView): Reason[] {
  if (view.present === 0) return [];
  if (draft.shapeType.case === 'shape') return checkShape(draft, view);
  return draft.shapeType.case === 'valueCount' ? checkValueCount(draft, view) : [];
}

function checkShape(draft: Feature, view: FeatureView): Reason[] {
  const problem = shapeProblem(draft, view);
  if (problem === null) return [];
  draft.shapeType = { case: undefined };
  return [reason(AnomalyType.INVALID_FEATURE_SHAPE, 'Feature shape dropped', problem)];
}

function shapeProblem(draft: Feature, view: FeatureView): string | null {
  const { minimumValues: low, maximumValues: high } = view;
  if (view.missing > 0 || low !== high) {
    return (
      "The feature has a shape, but it's not always present (if the feature is nested, then it should always be " +
      'present at each nested level) or its value lengths vary.'
    );
  }
  const dims =
    draft.shapeType.case === 'shape' ? draft.shapeType.value.dim.map(({ size }) => Number(size)) : [];
  const isKnown = dims.every((size) => size > 0);
  if (!isKnown || dims.reduce((product, size) => product * size, 1) === low) return null;
  return `The feature has fixed value length ${low} but it's not compatible with the specified shape.`;
}

function checkValueCount(draft: Feature, view: FeatureView): Reason[] {
  if (draft.shapeType.case !== 'valueCount') return [];
  const reasons: Reason[] = [];
  let { min, max } = draft.shapeType.value;
  if (BigInt(view.minimumValues) < min) {
    const text = 'Some examples have fewer values than expected.';
    reasons.push(reason(AnomalyType.FEATURE_TYPE_LOW_NUMBER_VALUES, 'Missing values', text));
    min = BigInt(view.minimumValues);
  }
  if (max > 0n && BigInt(view.maximumValues) > max) {
    const text = 'Some examples have more values than expected.';
    reasons.push(reason(AnomalyType.FEATURE_TYPE_HIGH_NUMBER_VALUES, 'Superfluous values', text));
    max = BigInt(view.maximumValues);
  }
  const value = create(ValueCountSchema, { ...(min > 0n ? { min } : {}), ...(max > 0n ? { max } : {}) });
  if (reasons.length > 0) draft.shapeType = { case: 'valueCount', value };
  return reasons;
}
