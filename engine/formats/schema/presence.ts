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
import { isSet } from './proto-fields.ts';
import { AnomalyType, type Reason, reason, sixDigits } from './reason.ts';

/** Stages in which a feature is not held against the schema. */
const INACTIVE: ReadonlySet<LifecycleStage> = new Set([
  LifecycleStage.PLANNED,
  LifecycleStage.ALPHA,
  LifecycleStage.DEPRECATED,
  LifecycleStage.DEBUG_ONLY,
  LifecycleStage.DISABLED,
]);

/** A feature of a schema, be it a sparse or a weighted one. */
export interface Lifecycle {
  deprecated?: boolean;
  lifecycleStage: LifecycleStage;
}

export function isInactive(feature: Lifecycle): boolean {
  return feature.deprecated === true || INACTIVE.has(feature.lifecycleStage);
}

/** Marks a feature so that the schema no longer asks for it. */
export function deprecate(draft: Lifecycle): void {
  draft.lifecycleStage = LifecycleStage.DEPRECATED;
}

/** Presence, and shape or value count, as they are inferred from the data. */
export function inferPresence(draft: Feature, view: FeatureView, options: { readonly shape: boolean }): void {
  const presence = create(FeaturePresenceSchema, {
    minCount: view.present < 1 ? 0n : 1n,
    ...(view.missing === 0 && view.present > 0 ? { minFraction: 1 } : {}),
  });
  draft.presenceConstraints = { case: 'presence', value: presence };
  if (view.present > 0) inferLengths(draft, view, options.shape);
}

function inferLengths(draft: Feature, view: FeatureView, shape: boolean): void {
  const { minimumValues: low, maximumValues: high } = view;
  if (low === 0) return;
  if (shape && view.missing === 0 && low === high) {
    const value = create(FixedShapeSchema, { dim: [{ size: BigInt(low) }] });
    draft.shapeType = { case: 'shape', value };
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
const FEWER = 'The feature was present in fewer examples than expected:';
/** TFDV's fraction for a feature that is missing in so few examples that the fraction rounds to one. */
const NEARLY_ALWAYS = 0.9999;

/** Checks how often a feature is present, and relaxes the draft where it is too rare. */
export function checkPresence(draft: Feature, view: FeatureView): Reason[] {
  const presence = presenceOf(draft);
  if (!presence) return [];
  const reasons = isSet(presence, 'minCount') ? checkCount(presence, view) : [];
  return isSet(presence, 'minFraction') ? [...reasons, ...checkFraction(presence, view)] : reasons;
}

function checkCount(presence: FeaturePresence, view: FeatureView): Reason[] {
  if (view.present >= Number(presence.minCount)) return [];
  const actual = BigInt(Math.trunc(view.present));
  const text = `${FEWER} minimum count = ${presence.minCount}, actual = ${actual}`;
  presence.minCount = actual;
  return [reason(AnomalyType.FEATURE_TYPE_LOW_NUMBER_PRESENT, DROPPED, text)];
}

function checkFraction(presence: FeaturePresence, view: FeatureView): Reason[] {
  const low = AnomalyType.FEATURE_TYPE_LOW_FRACTION_PRESENT;
  const fraction = view.missing === 0 ? 1 : view.present / view.examples;
  if (fraction < presence.minFraction) {
    const wanted = Math.fround(presence.minFraction).toFixed(6);
    presence.minFraction = fraction;
    return [reason(low, DROPPED, `${FEWER} minimum fraction = ${wanted}, actual = ${fraction.toFixed(6)}`)];
  }
  if (presence.minFraction !== 1 || view.missing === 0) return [];
  presence.minFraction = NEARLY_ALWAYS;
  const text = `The feature was expected everywhere, but was missing in ${sixDigits(view.missing)} examples.`;
  return [reason(low, DROPPED, text)];
}
