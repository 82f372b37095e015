import { clone, create } from '@bufbuild/protobuf';
import { type Schema, SchemaSchema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { DatasetFeatureStatistics } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { checkColumn } from './check-column.ts';
import { checkDerivation, checkFeature, isChecked } from './check-feature.ts';
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
  const views = featureViews(dataset);
  for (const view of views) updateColumn(draft, view);
  const found = new Set(views.map(({ name }) => name));
  for (const feature of draft.feature)
    if (!found.has(feature.name) && !isInactive(feature) && requiresPresence(feature)) deprecate(feature);
  return draft;
}

function updateColumn(draft: Schema, view: FeatureView): void {
  const column = checkColumn(draft, view);
  if (column.kind === 'unknown') addFeature(draft, view, { shape: false });
  if (column.kind !== 'feature') return;
  const reasons = checkFeature(column.feature, draft, view);
  if (isChecked(column.feature, reasons, view)) checkDerivation(column.feature, view);
}

/** Adds what is inferred of a feature; nothing is of sparse and weighted ones. */
function addFeature(draft: Schema, view: FeatureView, options: InferenceOptions): void {
  if (!view.hasCommon) return;
  const { feature, stringDomain } = inferFeature(view, options);
  draft.feature.push(feature);
  if (!stringDomain) return;
  const taken = new Set(draft.stringDomain.map(({ name }) => name));
  const { name } = stringDomain;
  for (let number = 2; taken.has(stringDomain.name); number++) stringDomain.name = `${name}${number}`;
  feature.domainInfo = { case: 'domain', value: stringDomain.name };
  draft.stringDomain.push(stringDomain);
}
