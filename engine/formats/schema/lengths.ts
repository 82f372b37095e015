import { create } from '@bufbuild/protobuf';
import {
  type Feature,
  type ValueCount,
  ValueCountSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { FeatureView } from './feature-view.ts';
import { isSet } from './proto-fields.ts';
import { AnomalyType, type Reason, reason } from './reason.ts';

/** Checks shape or value count, and relaxes the draft where they do not hold. */
export function checkLengths(draft: Feature, view: FeatureView): Reason[] {
  const { shapeType } = draft;
  switch (shapeType.case) {
    case 'valueCount':
      return checkValueCount(shapeType.value, view, '');
    case 'valueCounts':
      return checkNestedCounts(draft, shapeType.value.valueCount, view);
    case 'shape':
      return checkShape(draft, view);
    default:
      return [];
  }
}

/** The values of an Example are never lists of lists, so there is one level. */
function checkNestedCounts(draft: Feature, counts: readonly ValueCount[], view: FeatureView): Reason[] {
  const [count] = counts;
  if (count && counts.length === 1) return checkValueCount(count, view, ' at nestedness level 0');
  const { minimumValues: low, maximumValues: high } = view;
  const exact = low === high ? { min: BigInt(low), max: BigInt(high) } : { min: 1n };
  draft.shapeType =
    low > 0 ? { case: 'valueCount', value: create(ValueCountSchema, exact) } : { case: undefined };
  const text = 'The values have a different nest level than expected. Value counts will not be checked.';
  return [reason(AnomalyType.VALUE_NESTEDNESS_MISMATCH, 'Mismatched value nest level', text)];
}

function checkValueCount(count: ValueCount, view: FeatureView, where: string): Reason[] {
  const reasons: Reason[] = [];
  if (isSet(count, 'min') && BigInt(view.minimumValues) < count.min) {
    const text = `Some examples have fewer values than expected${where}.`;
    reasons.push(reason(AnomalyType.FEATURE_TYPE_LOW_NUMBER_VALUES, 'Missing values', text));
    if (view.minimumValues === 0) delete (count as Partial<ValueCount>).min;
    else count.min = BigInt(view.minimumValues);
  }
  if (isSet(count, 'max') && BigInt(view.maximumValues) > count.max) {
    const text = `Some examples have more values than expected${where}.`;
    reasons.push(reason(AnomalyType.FEATURE_TYPE_HIGH_NUMBER_VALUES, 'Superfluous values', text));
    count.max = BigInt(view.maximumValues);
  }
  return reasons;
}

function checkShape(draft: Feature, view: FeatureView): Reason[] {
  const problem = shapeProblem(draft, view);
  if (problem === null) return [];
  draft.shapeType = { case: undefined };
  return [reason(AnomalyType.INVALID_FEATURE_SHAPE, 'Feature shape dropped', problem)];
}

function shapeProblem({ shapeType }: Feature, view: FeatureView): string | null {
  const { minimumValues: low, maximumValues: high } = view;
  if (low !== high || low === 0 || view.missing > 0) {
    return (
      "The feature has a shape, but it's not always present (if the feature is nested, then it should always be " +
      'present at each nested level) or its value lengths vary.'
    );
  }
  const dims = shapeType.case === 'shape' ? shapeType.value.dim.map(({ size }) => Number(size)) : [];
  if (dims.reduce((product, size) => product * size, 1) === low) return null;
  return `The feature has fixed value length ${low} but it's not compatible with the specified shape.`;
}
