import type { SchemaFeatureView } from '../../contract/schema.ts';
import {
  type Feature,
  type FeatureComparator,
  FeatureType,
  type Schema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { presenceOf } from './presence.ts';
import { findStringDomain } from './string-domains.ts';

/** A feature of a schema as one row of a table. What was not set is null: in proto2 that differs from 0. */
export function viewSchemaFeature(feature: Feature, schema: Schema): SchemaFeatureView {
  const presence = presenceOf(feature);
  const { shapeType } = feature;
  return {
    name: feature.name,
    type: FeatureType[feature.type] as SchemaFeatureView['type'],
    minimumFraction: numberOf(presence, 'minFraction'),
    minimumCount: numberOf(presence, 'minCount'),
    shape: shapeType.case === 'shape' ? shapeType.value.dim.map(({ size }) => Number(size)) : null,
    valueCount:
      shapeType.case === 'valueCount'
        ? { minimum: numberOf(shapeType.value, 'min'), maximum: numberOf(shapeType.value, 'max') }
        : null,
    domain: viewDomain(feature, schema),
    environments: feature.inEnvironment,
    notInEnvironments: feature.notInEnvironment,
    driftThreshold: thresholdOf(feature.driftComparator),
    skewThreshold: thresholdOf(feature.skewComparator),
  };
}

function viewDomain({ domainInfo }: Feature, schema: Schema): SchemaFeatureView['domain'] {
  switch (domainInfo.case) {
    case undefined:
      return null;
    case 'floatDomain': {
      const range = rangeOf(domainInfo.value);
      return { kind: 'float', ...range, disallowNan: domainInfo.value.disallowNan };
    }
    case 'intDomain': {
      const range = rangeOf(domainInfo.value);
      return { kind: 'int', ...range, categorical: domainInfo.value.isCategorical };
    }
    case 'stringDomain':
      return { kind: 'string', name: domainInfo.value.name, values: domainInfo.value.value };
    case 'domain': {
      const values = findStringDomain(schema, domainInfo.value)?.value ?? [];
      return { kind: 'string', name: domainInfo.value, values };
    }
    case 'boolDomain':
      return { kind: 'bool' };
    case 'imageDomain':
      return { kind: 'image' };
    default:
      return { kind: 'other', name: domainInfo.case };
  }
}

function rangeOf(domain: object): { minimum: number | null; maximum: number | null } {
  return { minimum: numberOf(domain, 'min'), maximum: numberOf(domain, 'max') };
}

/** An optional number that was set; the defaults of unset ones lie on the message's prototype. */
function numberOf(message: object | undefined, field: string): number | null {
  if (!message || !Object.hasOwn(message, field)) return null;
  return Number((message as Readonly<Record<string, unknown>>)[field]);
}

function thresholdOf(comparator: FeatureComparator | undefined): number | null {
  const norm = comparator?.infinityNorm ?? comparator?.jensenShannonDivergence;
  return norm ? norm.threshold : null;
}
