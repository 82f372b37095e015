import { clone, create } from '@bufbuild/protobuf';
import { type Schema, SchemaSchema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { DatasetFeatureStatistics } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { checkFeature } from './check-feature.ts';
import { type FeatureView, featureViews } from './feature-view.ts';
import { inferFeature } from './infer-feature.ts';
import { deprecate, isInactive, requiresPresence } from './presence.ts';

export interface InferenceOptions {
  /** Whether features with a constant number of values get a shape; otherwise a value count. */
  readonly shape: boolean;
}

/**
 * The schema TFDV infers from statistics: the first data set as a start, relaxed for each further one.
 *
 * @example
 * const schema = inferSchema(splits.map(({ datasets }) => datasets[0]), { shape: true });
 */
export function inferSchema(
  [first, ...others]: readonly DatasetFeatureStatistics[],
  options: InferenceOptions,
): Schema {
  const start = create(SchemaSchema);
  if (!first) return start;
  for (const view of featureViews(first)) addFeature(start, view, options);
  return others.reduce(updateSchema, start);
}

/**
 * A schema that the data fits: features added, and relaxed or deprecated where they did not fit. Features added here
 * get value counts and never shapes, as from TFDV's `update_schema`.
 */
export function updateSchema(schema: Schema, dataset: DatasetFeatureStatistics): Schema {
  const draft = clone(SchemaSchema, schema);
  const views = new Map(featureViews(dataset).map((view) => [view.name, view]));
  for (const feature of draft.feature) {
    if (isInactive(feature)) continue;
    const view = views.get(feature.name);
    if (view) checkFeature(feature, draft, view);
    else if (requiresPresence(feature)) deprecate(feature);
  }
  const known = new Set(schema.feature.map(({ name }) => name));
  for (const view of views.values()) if (!known.has(view.name)) addFeature(draft, view, { shape: false });
  const [before, after] = [namedDomains(schema), namedDomains(draft)];
  draft.stringDomain = draft.stringDomain.filter(({ name }) => after.has(name) || !before.has(name));
  return draft;
}

function addFeature(draft: Schema, view: FeatureView, options: InferenceOptions): void {
  const { feature, stringDomain } = inferFeature(view, options);
  draft.feature.push(feature);
  if (stringDomain) draft.stringDomain.push(stringDomain);
}

/** Names of the string domains that features refer to. */
function namedDomains(schema: Schema): Set<string> {
  const names = schema.feature.map(({ domainInfo }) =>
    domainInfo.case === 'domain' ? domainInfo.value : '',
  );
  return new Set(names);
}
