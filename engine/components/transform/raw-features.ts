import {
  type Feature,
  FeatureType,
  type Schema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { FeatureSpec } from '../../tensorflow/serving/parse-examples.ts';

export interface RawFeatures {
  /** In alphabetical order, which is also the order of the transform's inputs. */
  readonly features: readonly FeatureSpec[];
  /** Names of features of a type that examples cannot hold, such as structs. */
  readonly skipped: readonly string[];
}

/**
 * How each feature of a schema is parsed, as `schema_as_feature_spec` of tft does: one with a shape becomes a dense
 * tensor, any other a sparse one. Where tft refuses a shape of a feature that may be missing, it counts as zeros or
 * empty strings.
 */
export function rawFeatures(schema: Schema): RawFeatures {
  const specs = schema.feature.map((feature) => ({ name: feature.name, spec: featureSpec(feature) }));
  return {
    features: specs.flatMap(({ spec }) => spec ?? []).sort((a, b) => (a.name < b.name ? -1 : 1)),
    skipped: specs.filter(({ spec }) => spec === undefined).map(({ name }) => name),
  };
}

function featureSpec(feature: Feature): FeatureSpec | undefined {
  const dtype = dtypes.get(feature.type);
  if (dtype === undefined) {
    return undefined;
  }
  const { name, shapeType } = feature;
  if (shapeType.case !== 'shape') {
    return { kind: 'variable', name, dtype };
  }
  const shape = shapeType.value.dim.map(({ size }) => Number(size));
  return { kind: 'dense', name, dtype, shape, required: isRequired(feature) };
}

function isRequired({ presenceConstraints }: Feature): boolean {
  return presenceConstraints.case !== 'presence' || presenceConstraints.value.minFraction >= 1;
}

const dtypes = new Map<FeatureType, FeatureSpec['dtype']>([
  [FeatureType.FLOAT, 'float32'],
  [FeatureType.INT, 'int64'],
  [FeatureType.BYTES, 'string'],
]);
