import { create } from '@bufbuild/protobuf';
import {
  FeatureType,
  type Schema,
  SchemaSchema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { TransformedFeature } from './preprocessing.ts';

/**
 * The schema of transformed examples: every feature is always there, in one shape. Domains are those of vocabularies
 * and buckets, as tft writes them; others are not carried over.
 */
export function transformedSchema(features: readonly TransformedFeature[]): Schema {
  return create(SchemaSchema, {
    feature: features.map(({ name, dtype, shape, domain }) => ({
      name,
      type: types[dtype],
      presenceConstraints: { case: 'presence' as const, value: { minFraction: 1 } },
      ...(domain === undefined ? {} : { domainInfo: intDomain(domain) }),
      shapeType: { case: 'shape' as const, value: { dim: shape.map((size) => ({ size: BigInt(size) })) } },
    })),
  });
}

function intDomain({ min, max }: NonNullable<TransformedFeature['domain']>) {
  return {
    case: 'intDomain' as const,
    value: { min: BigInt(min), max: BigInt(max), isCategorical: true },
  };
}

const types = {
  float32: FeatureType.FLOAT,
  int32: FeatureType.INT,
  bool: FeatureType.INT,
  string: FeatureType.BYTES,
} as const;
