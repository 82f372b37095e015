import type { SchemaFeatureView } from '../../contract/schema.ts';
import type { Schema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { viewSchemaFeature } from './schema-feature-view.ts';

export interface SchemaChange {
  readonly feature: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly description: string;
}

const WORDS: Readonly<Record<Exclude<keyof SchemaFeatureView, 'name'>, string>> = {
  type: 'type',
  minimumFraction: 'least fraction of records',
  minimumCount: 'least number of records',
  shape: 'shape',
  valueCount: 'number of values',
  domain: 'domain',
  environments: 'environments',
  notInEnvironments: 'environments without it',
  driftThreshold: 'drift threshold',
  skewThreshold: 'skew threshold',
};

/** What differs between two schemas, feature by feature, in words. */
export function diffSchemas(before: Schema, after: Schema): SchemaChange[] {
  const [old, now] = [before, after].map(
    (schema) => new Map(schema.feature.map((feature) => [feature.name, viewSchemaFeature(feature, schema)])),
  );
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  return names.flatMap((name) => diffFeature(name, old?.get(name), now?.get(name)));
}

function diffFeature(
  feature: string,
  before: SchemaFeatureView | undefined,
  after: SchemaFeatureView | undefined,
): SchemaChange[] {
  if (!before) return [{ feature, change: 'added', description: `${after?.type ?? ''} feature` }];
  if (!after) return [{ feature, change: 'removed', description: `${before.type} feature` }];
  const changes = (Object.keys(WORDS) as (keyof typeof WORDS)[])
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => `${WORDS[field]} ${describeValue(before[field])} → ${describeValue(after[field])}`);
  return changes.length === 0 ? [] : [{ feature, change: 'changed', description: changes.join('; ') }];
}

function describeValue(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none';
  if (Array.isArray(value)) return value.join(' × ');
  if (typeof value !== 'object') return String(value);
  const { kind, ...rest } = value as { readonly kind?: string };
  const parts = Object.entries(rest).flatMap(([name, one]) => {
    if (one === null || one === false) return [];
    return [Array.isArray(one) ? `${one.length} ${name}` : `${name} ${String(one)}`];
  });
  return [kind, ...parts].filter(Boolean).join(' ');
}
