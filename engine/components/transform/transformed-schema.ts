import { create } from '@bufbuild/protobuf';
import {
  FeatureType,
  type Schema,
  SchemaSchema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { TransformedFeature } from './preprocessing.ts';

/** The schema of transformed examples: every feature is always there, in one shape; domains are not carried over. */
export function transformedSchema(features: readonly TransformedFeature[]): Schema {
  return create(SchemaSchema, {
    feature: features.map(({ name, dtype, shape }) => ({
      name,
      type: types[dtype],
      presenceConstraints: { case: 'presence' as const, value: { minFraction: 1 } },
      shapeType: { case: 'shape' as const, value: { dim: shape.map((size) => ({ size: BigInt(size) })) } },
    })),
  });
}

const types = {
  float32: FeatureType.FLOAT,
  int32: FeatureType.INT,
  bool: FeatureType.INT,
  string: FeatureType.BYTES,
} as const;
