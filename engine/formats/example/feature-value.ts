/** The values of one feature of a tf.Example, of one of the three kinds that tensorflow.Feature knows. */
export type FeatureValue =
  | { readonly kind: 'bytes'; readonly values: readonly Uint8Array[] }
  | { readonly kind: 'float'; readonly values: Float32Array }
  | { readonly kind: 'int'; readonly values: BigInt64Array };

export type FeatureKind = FeatureValue['kind'];

/** A tf.Example: features by name. A feature with no values at all is absent. */
export type Example = ReadonlyMap<string, FeatureValue>;

export function floatFeature(values: Float32Array | readonly number[]): FeatureValue {
  return { kind: 'float', values: values instanceof Float32Array ? values : Float32Array.from(values) };
}

export function intFeature(values: BigInt64Array | readonly (number | bigint)[]): FeatureValue {
  return {
    kind: 'int',
    values: values instanceof BigInt64Array ? values : BigInt64Array.from(values, BigInt),
  };
}

/** Strings are stored as UTF-8. */
export function bytesFeature(values: readonly (Uint8Array | string)[]): FeatureValue {
  return {
    kind: 'bytes',
    values: values.map((value) => (typeof value === 'string' ? Buffer.from(value) : value)),
  };
}

/** Numeric values as numbers; integers beyond 2^53 are rounded. Undefined where the feature holds bytes or is absent. */
export function numbersOf(value: FeatureValue | undefined): ArrayLike<number> | undefined {
  if (value?.kind === 'float') return value.values;
  return value?.kind === 'int' ? Float64Array.from(value.values, Number) : undefined;
}
