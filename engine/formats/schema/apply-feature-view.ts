import { clone, create } from '@bufbuild/protobuf';
import type { SchemaFeatureView } from '../../contract/schema.ts';
import {
  BoolDomainSchema,
  type Feature,
  FeatureComparatorSchema,
  FeaturePresenceSchema,
  FeatureSchema,
  FeatureType,
  FixedShapeSchema,
  FloatDomainSchema,
  ImageDomainSchema,
  IntDomainSchema,
  type Schema,
  SchemaSchema,
  StringDomainSchema,
  ValueCountSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { presenceOf } from './presence.ts';
import { viewSchemaFeature } from './schema-feature-view.ts';
import { findStringDomain } from './string-domains.ts';

/** A schema in which one feature reads as the row says; what rows do not show stays. A new name adds a feature. */
export function applyFeatureView(schema: Schema, row: SchemaFeatureView): Schema {
  const draft = clone(SchemaSchema, schema);
  const known = draft.feature.find(({ name }) => name === row.name);
  const feature = known ?? create(FeatureSchema, { name: row.name });
  if (!known) draft.feature.push(feature);
  const before = viewSchemaFeature(feature, draft);
  feature.type = FeatureType[row.type];
  applyPresence(feature, row);
  if (!isSame(before.shape, row.shape) || !isSame(before.valueCount, row.valueCount))
    applyShape(feature, row);
  if (!isSame(before.domain, row.domain)) applyDomain(feature, draft, row.domain);
  feature.inEnvironment = [...row.environments];
  feature.notInEnvironment = [...row.notInEnvironments];
  if (before.driftThreshold !== row.driftThreshold)
    applyComparator(feature, 'driftComparator', row.driftThreshold);
  if (before.skewThreshold !== row.skewThreshold)
    applyComparator(feature, 'skewComparator', row.skewThreshold);
  return draft;
}

/** A schema without a feature, and without the string domain that only it referred to. */
export function removeFeature(schema: Schema, name: string): Schema {
  const draft = clone(SchemaSchema, schema);
  draft.feature = draft.feature.filter((feature) => feature.name !== name);
  const used = new Set(draft.feature.map(({ domainInfo }) => domainInfo.value));
  draft.stringDomain = draft.stringDomain.filter((domain) => domain.name !== name || used.has(domain.name));
  return draft;
}

function applyPresence(feature: Feature, { minimumFraction, minimumCount }: SchemaFeatureView): void {
  if (minimumFraction === null && minimumCount === null) {
    if (presenceOf(feature)) feature.presenceConstraints = { case: undefined };
    return;
  }
  const value = create(FeaturePresenceSchema, {
    ...(minimumFraction === null ? {} : { minFraction: minimumFraction }),
    ...(minimumCount === null ? {} : { minCount: BigInt(minimumCount) }),
  });
  feature.presenceConstraints = { case: 'presence', value };
}

function applyShape(feature: Feature, { shape, valueCount }: SchemaFeatureView): void {
  if (shape) {
    const dim = shape.map((size) => ({ size: BigInt(size) }));
    feature.shapeType = { case: 'shape', value: create(FixedShapeSchema, { dim }) };
  } else if (valueCount) {
    const { minimum, maximum } = valueCount;
    const value = create(ValueCountSchema, {
      ...(minimum === null ? {} : { min: BigInt(minimum) }),
      ...(maximum === null ? {} : { max: BigInt(maximum) }),
    });
    feature.shapeType = { case: 'valueCount', value };
  } else feature.shapeType = { case: undefined };
}

function applyDomain(feature: Feature, draft: Schema, domain: SchemaFeatureView['domain']): void {
  switch (domain?.kind) {
    case undefined:
      feature.domainInfo = { case: undefined };
      return;
    case 'float': {
      const { disallowNan } = domain;
      const old = feature.domainInfo.case === 'floatDomain' ? feature.domainInfo.value : undefined;
      const value = create(FloatDomainSchema, {
        ...(old?.disallowInf ? { disallowInf: true } : {}),
        ...bounds(domain, Number),
        ...(disallowNan ? { disallowNan } : {}),
      });
      feature.domainInfo = { case: 'floatDomain', value };
      return;
    }
    case 'int': {
      const isCategorical = domain.categorical ? { isCategorical: true } : {};
      const value = create(IntDomainSchema, { ...bounds(domain, BigInt), ...isCategorical });
      feature.domainInfo = { case: 'intDomain', value };
      return;
    }
    case 'string':
      applyStringDomain(feature, draft, domain);
      return;
    case 'bool':
      feature.domainInfo = { case: 'boolDomain', value: create(BoolDomainSchema) };
      return;
    case 'image':
      feature.domainInfo = { case: 'imageDomain', value: create(ImageDomainSchema) };
      return;
    case 'other':
      return;
  }
}

/** A domain inside the feature stays there; any other is one of the schema's, by its name. */
function applyStringDomain(
  feature: Feature,
  draft: Schema,
  { name, values }: { readonly name: string; readonly values: readonly string[] },
): void {
  if (feature.domainInfo.case === 'stringDomain') {
    feature.domainInfo.value.name = name;
    feature.domainInfo.value.value = [...values];
    return;
  }
  const domain = findStringDomain(draft, name);
  if (domain) domain.value = [...values];
  else draft.stringDomain.push(create(StringDomainSchema, { name, value: [...values] }));
  feature.domainInfo = { case: 'domain', value: name };
}

function bounds<Value>(
  { minimum, maximum }: { readonly minimum: number | null; readonly maximum: number | null },
  convert: (value: number) => Value,
): { min?: Value; max?: Value } {
  return {
    ...(minimum === null ? {} : { min: convert(minimum) }),
    ...(maximum === null ? {} : { max: convert(maximum) }),
  };
}

/** Text is compared by the largest difference of a share, numbers by the divergence, unless already chosen. */
function applyComparator(
  feature: Feature,
  field: 'driftComparator' | 'skewComparator',
  threshold: number | null,
): void {
  if (threshold === null) {
    delete feature[field];
    return;
  }
  const old = feature[field];
  const usesInfinity = old ? old.infinityNorm !== undefined : feature.type === FeatureType.BYTES;
  feature[field] = create(
    FeatureComparatorSchema,
    usesInfinity ? { infinityNorm: { threshold } } : { jensenShannonDivergence: { threshold } },
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
