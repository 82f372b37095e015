import { create } from '@bufbuild/protobuf';
import type { SlicingSpec } from '../proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import {
  type SingleSliceKey,
  SingleSliceKeySchema,
  type SliceKey,
  SliceKeySchema,
} from '../proto/gen/tensorflow_model_analysis/proto/metrics_for_slice_pb.js';

export type SliceValue = string | number | bigint;

/** The features and values that name a slice, in the order of the feature names; empty is every example. */
export type Slice = readonly { readonly feature: string; readonly value: SliceValue }[];

export const overallSlice: Slice = [];

/** "Overall", or "species:dog" and "breed_X_size:pug_X_2" as TFMA's viewers name slices. */
export function sliceName(slice: Slice): string {
  if (slice.length === 0) {
    return 'Overall';
  }
  const features = slice.map((part) => part.feature).join('_X_');
  return `${features}:${slice.map((part) => String(part.value)).join('_X_')}`;
}

/** An identity by which equal slices meet, whatever their values' types. */
export function sliceId(slice: Slice): string {
  return JSON.stringify(
    slice.map((part) => [part.feature, typeof part.value === 'string', String(part.value)]),
  );
}

export function sliceToProto(slice: Slice): SliceKey {
  return create(SliceKeySchema, {
    singleSliceKeys: slice.map(({ feature, value }) =>
      create(SingleSliceKeySchema, { column: feature, kind: kindOf(value) }),
    ),
  });
}

export function sliceFromProto(key: SliceKey | undefined): Slice {
  return (key?.singleSliceKeys ?? []).map((single) => ({
    feature: single.column,
    value: valueOfKind(single),
  }));
}

/** "Overall", "species", "species:dog": what a slicing spec asks for, in one word. */
export function specName(spec: SlicingSpec): string {
  const values = Object.entries(spec.featureValues).map(([feature, value]) => `${feature}:${value}`);
  return [...spec.featureKeys, ...values].sort().join(' × ') || 'Overall';
}

/** Whether a spec asks for this slice: the same features, and the values where it gives them. */
export function specMatches(spec: SlicingSpec, slice: Slice): boolean {
  const wanted = [...spec.featureKeys, ...Object.keys(spec.featureValues)].sort();
  const found = slice.map((part) => part.feature).sort();
  return (
    wanted.length === found.length &&
    wanted.every((feature, index) => feature === found[index]) &&
    slice.every(
      ({ feature, value }) =>
        spec.featureValues[feature] === undefined || spec.featureValues[feature] === String(value),
    )
  );
}

function kindOf(value: SliceValue): SingleSliceKey['kind'] {
  if (typeof value === 'string') {
    return { case: 'bytesValue', value: new TextEncoder().encode(value) };
  }
  return typeof value === 'bigint' || Number.isInteger(value)
    ? { case: 'int64Value', value: BigInt(value) }
    : { case: 'floatValue', value };
}

function valueOfKind({ kind }: SingleSliceKey): SliceValue {
  switch (kind.case) {
    case 'bytesValue':
      return new TextDecoder().decode(kind.value);
    case 'int64Value':
    case 'floatValue':
      return kind.value;
    default:
      return '';
  }
}
