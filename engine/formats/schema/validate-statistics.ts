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
import { checkColumn, isColumnInactive } from './check-column.ts';
import { checkDataset } from './check-dataset.ts';
import { checkDerivation, checkFeature, isChecked } from './check-feature.ts';
import { compareFeature } from './comparators.ts';
import { isInEnvironment, requireEnvironment } from './environments.ts';
import { type FeatureView, featureViews, hasWeights } from './feature-view.ts';
import { isInactive, requiresPresence } from './presence.ts';
import { AnomalyType, compareText, type Reason, reason, serializeStep } from './reason.ts';

export interface ValidationOptions {
  readonly environment?: string | null;
  /** Statistics of the span before, for drift. */
  readonly previous?: DatasetFeatureStatistics | null;
  /** Statistics of serving data, for skew. */
  readonly serving?: DatasetFeatureStatistics | null;
}

/**
 * Holds statistics against a schema and gives TFDV's Anomalies, with its types and texts. Counts are by weight where
 * the records have weights.
 * @throws FormatError "bad-value" for an unknown environment
 */
export function validateStatistics(
  statistics: DatasetFeatureStatistics,
  schema: Schema,
  options: ValidationOptions = {},
): Anomalies {
  requireEnvironment(schema, options.environment ?? null);
  const baselineSchema = { case: 'baseline', value: schema } as const;
  if (statistics.numExamples === 0n) return create(AnomaliesSchema, { baselineSchema, dataMissing: true });
  const anomalyNameFormat = Anomalies_AnomalyNameFormat.SERIALIZED_PATH;
  const anomalies = create(AnomaliesSchema, { baselineSchema, anomalyNameFormat });
  addFeatures(anomalies, statistics, schema, options);
  const dataset = checkDataset(schema, examplesOf(statistics, statistics), {
    previous: options.previous ? examplesOf(options.previous, statistics) : null,
  });
  if (dataset.length > 0) anomalies.datasetAnomalyInfo = makeInfo(dataset);
  return anomalies;
}

/** The number of examples, or the sum of their weights where those that are judged have weights. */
function examplesOf(dataset: DatasetFeatureStatistics, judged: DatasetFeatureStatistics): number {
  return hasWeights(judged) ? dataset.weightedNumExamples : Number(dataset.numExamples);
}

function addFeatures(
  anomalies: Anomalies,
  statistics: DatasetFeatureStatistics,
  schema: Schema,
  options: ValidationOptions,
): void {
  const byWeight = hasWeights(statistics);
  const views = featureViews(statistics, byWeight);
  const [previous, serving] = [options.previous, options.serving].map((one) =>
    one ? new Map(featureViews(one, byWeight).map((view) => [view.name, view])) : null,
  );
  const environment = options.environment ?? null;
  for (const view of views) {
    const { reasons, drift } = judge(view, draftFor(schema, view.name), { previous, serving, environment });
    addInfo(anomalies, view.name, reasons);
    if (drift) anomalies.driftSkewInfo.push(drift);
  }
  anomalies.driftSkewInfo.sort((a, b) => compareText(a.path?.step[0] ?? '', b.path?.step[0] ?? ''));
  const found = new Set(views.map(({ name }) => name));
  for (const feature of schema.feature) {
    const isMissing = !found.has(feature.name) && isInEnvironment(feature, schema, environment);
    if (isMissing && !isInactive(feature) && requiresPresence(feature))
      addInfo(anomalies, feature.name, [missingColumn()]);
  }
}

function addInfo(anomalies: Anomalies, name: string, reasons: readonly Reason[]): void {
  if (reasons.length > 0) anomalies.anomalyInfo[serializeStep(name)] = makeInfo(reasons, name);
}

/** A copy of what the schema says of one name: TFDV judges each feature by the schema as it was. */
function draftFor(schema: Schema, name: string): Schema {
  const isNamed = (one: { readonly name: string }): boolean => one.name === name;
  const feature = schema.feature.filter(isNamed);
  const domains = new Set(
    feature.map(({ domainInfo }) => (domainInfo.case === 'domain' ? domainInfo.value : '')),
  );
  const part = create(SchemaSchema, {
    feature,
    sparseFeature: schema.sparseFeature.filter(isNamed),
    weightedFeature: schema.weightedFeature.filter(isNamed),
    stringDomain: schema.stringDomain.filter((domain) => domains.has(domain.name)),
    defaultEnvironment: schema.defaultEnvironment,
  });
  return clone(SchemaSchema, part);
}

interface Context {
  readonly previous: ReadonlyMap<string, FeatureView> | null | undefined;
  readonly serving: ReadonlyMap<string, FeatureView> | null | undefined;
  readonly environment: string | null;
}

interface Judgement {
  readonly reasons: readonly Reason[];
  readonly drift?: DriftSkewInfo | null;
}

function judge(view: FeatureView, draft: Schema, context: Context): Judgement {
  if (isColumnInactive(draft, view.name)) return { reasons: [] };
  const column = checkColumn(draft, view);
  switch (column.kind) {
    case 'judged':
      return { reasons: column.reasons };
    case 'unknown':
      return { reasons: [newColumn()] };
    case 'feature':
      return judgeFeature(column.feature, draft, view, context);
  }
}

function judgeFeature(
  feature: Feature,
  draft: Schema,
  view: FeatureView,
  { previous, serving, environment }: Context,
): Judgement {
  const reasons = checkFeature(feature, draft, view, environment);
  if (!isChecked(feature, reasons, view)) return { reasons };
  const drift = previous ? compareFeature('drift', feature, view, previous.get(view.name)) : null;
  const skew = serving ? compareFeature('skew', feature, view, serving.get(view.name)) : null;
  const driftMeasurements = [...(drift?.measurements ?? [])];
  const skewMeasurements = [...(skew?.measurements ?? [])];
  const isMeasured = driftMeasurements.length + skewMeasurements.length > 0;
  const measured = { path: { step: [view.name] }, driftMeasurements, skewMeasurements };
  return {
    reasons: [
      ...reasons,
      ...(drift?.reasons ?? []),
      ...(skew?.reasons ?? []),
      ...checkDerivation(feature, view),
    ],
    drift: isMeasured ? create(DriftSkewInfoSchema, measured) : null,
  };
}

/** The reason for a feature that the schema asks for and that is not in the data. */
function missingColumn(): Reason {
  return reason(AnomalyType.SCHEMA_MISSING_COLUMN, 'Column dropped', 'Column is completely missing');
}

function newColumn(): Reason {
  const text = 'New column (column in data but not in schema)';
  return reason(AnomalyType.SCHEMA_NEW_COLUMN, 'New column', text);
}

function makeInfo(reasons: readonly Reason[], name?: string): AnomalyInfo {
  const described = reasons.filter(({ description }) => description !== '');
  const only = described.length === 0 ? reasons.at(-1) : described[0];
  return create(AnomalyInfoSchema, {
    description: described.map(({ description }) => description).join(' '),
    shortDescription: described.length > 1 ? 'Multiple errors' : (only?.shortDescription ?? ''),
    severity: AnomalyInfo_Severity.ERROR,
    reason: [...reasons],
    ...(name === undefined ? {} : { path: create(PathSchema, { step: [name] }) }),
  });
}
