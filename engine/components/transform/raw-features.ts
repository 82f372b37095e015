import {
  type Feature,
  FeatureType,
  type Schema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { FeatureSpec } from '../../tensorflow/serving/parse-examples.ts';

export interface RawFeatures {
  /** Dense features in alphabetical order, which is also the order of the transform's inputs. */
  readonly features: readonly FeatureSpec[];
  /** Names of features that have no fixed shape and so cannot be a dense tensor. */
  readonly skipped: readonly string[];
}

/**
 * How each feature of a schema is parsed. A feature needs a fixed shape, or exactly one value, to become a dense
 * tensor; one that may be missing counts as zero or as an empty string where it is.
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
  const shape = fixedShape(feature);
  if (dtype === undefined || shape === undefined) {
    return undefined;
  }
  return { name: feature.name, dtype, shape, required: isRequired(feature) };
}

function isRequired({ presenceConstraints }: Feature): boolean {
  return presenceConstraints.case !== 'presence' || presenceConstraints.value.minFraction >= 1;
}

const dtypes = new Map<FeatureType, FeatureSpec['dtype']>([
  [FeatureType.FLOAT, 'float32'],
  [FeatureType.INT, 'int64'],
  [FeatureType.BYTES, 'string'],
]);

function fixedShape({ shapeType }: Feature): number[] | undefined {
  if (shapeType.case === 'shape') {
    return shapeType.value.dim.map(({ size }) => Number(size));
  }
  const isSingle =
    shapeType.case === 'valueCount' && shapeType.value.min === 1n && shapeType.value.max === 1n;
  return isSingle ? [1] : undefined;
}
