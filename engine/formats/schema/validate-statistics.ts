import { clone, create } from '@bufbuild/protobuf';
import {
  type Anomalies,
  Anomalies_AnomalyNameFormat,
  AnomaliesSchema,
  type AnomalyInfo,
  AnomalyInfo_Severity,
  AnomalyInfoSchema,
  type DriftSkewInfo,
  DriftSkewInfoSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import { PathSchema } from '../proto/gen/tensorflow_metadata/proto/v0/path_pb.js';
import {
  type Feature,
  type Schema,
  SchemaSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { DatasetFeatureStatistics } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { checkDataset } from './check-dataset.ts';
import { checkFeature } from './check-feature.ts';
import { compareFeature } from './comparators.ts';
import { isInEnvironment, requireEnvironment } from './environments.ts';
import { type FeatureView, featureViews } from './feature-view.ts';
import { isInactive, requiresPresence } from './presence.ts';
import { AnomalyType, type Reason, reason } from './reason.ts';

export interface ValidationOptions {
  readonly environment?: string | null;
  /** Statistics of the span before, for drift. */
  readonly previous?: DatasetFeatureStatistics | null;
  /** Statistics of serving data, for skew. */
  readonly serving?: DatasetFeatureStatistics | null;
}

/**
 * Holds statistics against a schema and gives TFDV's Anomalies, with its types and texts.
 * @throws FormatError "bad-value" for an unknown environment
 */
export function validateStatistics(
  statistics: DatasetFeatureStatistics,
  schema: Schema,
  options: ValidationOptions = {},
): Anomalies {
  requireEnvironment(schema, options.environment ?? null);
  const baselineSchema = { case: 'baseline', value: schema } as const;
  const examples = Number(statistics.numExamples);
  if (examples === 0) return create(AnomaliesSchema, { baselineSchema, dataMissing: true });
  const anomalyNameFormat = Anomalies_AnomalyNameFormat.SERIALIZED_PATH;
  const anomalies = create(AnomaliesSchema, { baselineSchema, anomalyNameFormat });
  addFeatures(anomalies, statistics, schema, options);
  const previous = options.previous ? Number(options.previous.numExamples) : null;
  const dataset = checkDataset(schema, examples, previous);
  if (dataset.length > 0) anomalies.datasetAnomalyInfo = makeInfo(dataset);
  return anomalies;
}

function addFeatures(
  anomalies: Anomalies,
  statistics: DatasetFeatureStatistics,
  schema: Schema,
  options: ValidationOptions,
): void {
  const draft = clone(SchemaSchema, schema);
  const views = viewsByName(statistics);
  const [previous, serving] = [options.previous, options.serving].map((one) =>
    one ? viewsByName(one) : null,
  );
  const add = (name: string, reasons: readonly Reason[]): void => {
    if (reasons.length > 0) anomalies.anomalyInfo[name] = makeInfo(reasons, name);
  };
  for (const feature of draft.feature) {
    if (isInactive(feature)) continue;
    const view = views.get(feature.name);
    const isExpected = isInEnvironment(feature, schema, options.environment ?? null);
    if (!view) add(feature.name, isExpected ? missingColumn(feature) : []);
    else if (!isExpected) add(feature.name, [notInEnvironment(feature.name, options.environment ?? '')]);
    else {
      const { reasons, drift } = judge(feature, draft, view, { previous, serving });
      add(feature.name, reasons);
      if (drift) anomalies.driftSkewInfo.push(drift);
    }
  }
  const known = new Set(schema.feature.map(({ name }) => name));
  for (const name of views.keys()) if (!known.has(name)) add(name, [newColumn()]);
}

interface Controls {
  readonly previous: ReadonlyMap<string, FeatureView> | null | undefined;
  readonly serving: ReadonlyMap<string, FeatureView> | null | undefined;
}

function judge(
  feature: Feature,
  draft: Schema,
  view: FeatureView,
  { previous, serving }: Controls,
): { readonly reasons: readonly Reason[]; readonly drift: DriftSkewInfo | null } {
  const reasons = checkFeature(feature, draft, view);
  const drift = previous ? compareFeature('drift', feature, view, previous.get(view.name)) : null;
  const skew = serving ? compareFeature('skew', feature, view, serving.get(view.name)) : null;
  const measured = {
    driftMeasurements: [...(drift?.measurements ?? [])],
    skewMeasurements: [...(skew?.measurements ?? [])],
  };
  const isMeasured = measured.driftMeasurements.length + measured.skewMeasurements.length > 0;
  return {
    reasons: [...reasons, ...(drift?.reasons ?? []), ...(skew?.reasons ?? [])],
    drift: isMeasured ? create(DriftSkewInfoSchema, { path: { step: [view.name] }, ...measured }) : null,
  };
}

/** The reason for a feature that is in the schema and not in the data; none where it need not be there. */
function missingColumn(feature: Feature): Reason[] {
  if (!requiresPresence(feature)) return [];
  return [reason(AnomalyType.SCHEMA_MISSING_COLUMN, 'Column dropped', 'Column is completely missing')];
}

function newColumn(): Reason {
  const text = 'New column (column in data but not in schema)';
  return reason(AnomalyType.SCHEMA_NEW_COLUMN, 'New column', text);
}

function notInEnvironment(name: string, environment: string): Reason {
  const text = `New column ${name} found in data but not in the environment ${environment} in the schema.`;
  return reason(AnomalyType.SCHEMA_NEW_COLUMN, 'Column missing in environment', text);
}

function makeInfo(reasons: readonly Reason[], name?: string): AnomalyInfo {
  const [first] = reasons;
  return create(AnomalyInfoSchema, {
    description: reasons.map(({ description }) => description).join(' '),
    shortDescription: reasons.length === 1 && first ? first.shortDescription : 'Multiple errors',
    severity: AnomalyInfo_Severity.ERROR,
    reason: [...reasons],
    ...(name === undefined ? {} : { path: create(PathSchema, { step: [name] }) }),
  });
}

function viewsByName(statistics: DatasetFeatureStatistics): Map<string, FeatureView> {
  return new Map(featureViews(statistics).map((view) => [view.name, view]));
}
