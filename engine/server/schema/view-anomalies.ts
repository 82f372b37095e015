import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { type CauseReport, readCauses } from '../../components/example-validator/causes.ts';
import { splitsOf } from '../../components/examples-artifact.ts';
import type { AnomaliesView, AnomalyView } from '../../contract/schema.ts';
import { FormatError } from '../../formats/format-error.ts';
import {
  type Anomalies,
  AnomaliesSchema,
  type AnomalyInfo,
  AnomalyInfo_Severity,
  AnomalyInfo_Type,
  DriftSkewInfo_Measurement_Type,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import type { PipelineAccess } from '../handler.ts';
import { fixLabel } from './fix-label.ts';

/** An anomalies artifact of ours or of TFX's, with the records at fault where they are known. */
export async function viewAnomalies(pipeline: PipelineAccess, artifactId: number): Promise<AnomaliesView> {
  const { path, properties, producer } = pipeline.artifact(artifactId);
  const splits = splitsOf({ properties: { split_names: String(properties.split_names ?? '') } });
  const causes = await readCauses(path);
  const examples = producer ? pipeline.executionInputs(producer.executionId).examples?.[0] : undefined;
  const read = await Promise.all(
    (splits.length === 0 ? [null] : splits).map(async (split) => ({
      name: split ?? 'all',
      anomalies: await readAnomalies(path, split),
      causes: causes?.[split ?? ''] ?? null,
    })),
  );
  return {
    artifactId,
    examplesArtifactId: examples?.id ?? null,
    splits: read.map((one) => ({ name: one.name, anomalies: viewSplit(one.anomalies, one.causes) })),
    drift: read.flatMap(({ anomalies }) => viewDrift(anomalies)),
  };
}

/** The anomalies of a split; those of Transform lie in the artifact itself (`split` null). */
async function readAnomalies(path: string, split: string | null): Promise<Anomalies> {
  const file = join(path, ...(split === null ? [] : [`Split-${split}`]), 'SchemaDiff.pb');
  try {
    return fromBinary(AnomaliesSchema, await readFile(file));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError('cannot-read', `Cannot read the anomalies "${file}": ${why}`, {
      location: { file },
      cause,
    });
  }
}

const SEVERITIES = {
  [AnomalyInfo_Severity.UNKNOWN]: 'unknown',
  [AnomalyInfo_Severity.WARNING]: 'warning',
  [AnomalyInfo_Severity.ERROR]: 'error',
} as const;

function viewSplit(anomalies: Anomalies, causes: CauseReport | null): AnomalyView[] {
  const features = Object.entries(anomalies.anomalyInfo)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, info]) => viewAnomaly(info.path?.step.join('.') ?? key, info, causes));
  const dataset = anomalies.datasetAnomalyInfo ? [viewAnomaly('', anomalies.datasetAnomalyInfo, null)] : [];
  return [...dataset, ...(anomalies.dataMissing ? [NO_DATA] : []), ...features, ...viewWarnings(causes)];
}

const NO_DATA: AnomalyView = {
  path: '',
  severity: 'error',
  short: 'No data',
  description: 'The split holds no records.',
  reasons: [],
  records: null,
  recordCount: null,
  fix: null,
};

function viewAnomaly(path: string, info: AnomalyInfo, causes: CauseReport | null): AnomalyView {
  const found = causes?.anomalies[path];
  const label = path === '' ? null : fixLabel(info);
  return {
    path,
    severity: SEVERITIES[info.severity],
    short: info.shortDescription,
    description: info.description.trim(),
    reasons: info.reason.map(({ type, shortDescription, description }) => ({
      type: AnomalyInfo_Type[type],
      short: shortDescription,
      description: description.trim(),
    })),
    records: found?.records ?? null,
    recordCount: found?.count ?? null,
    fix: label === null ? null : { label, feature: path },
  };
}

function viewWarnings(causes: CauseReport | null): AnomalyView[] {
  return (causes?.warnings ?? []).map(({ feature, short, message, records, count }) => ({
    path: feature,
    severity: 'warning',
    short,
    description: message,
    reasons: [{ type: 'MASK_NOT_INTEGER', short, description: message }],
    records,
    recordCount: count,
    fix: null,
  }));
}

function viewDrift(anomalies: Anomalies): AnomaliesView['drift'] {
  return anomalies.driftSkewInfo.flatMap(({ path, driftMeasurements, skewMeasurements }) => {
    const feature = path?.step.join('.') ?? '';
    const view = (kind: 'drift' | 'skew') => (one: (typeof driftMeasurements)[number]) => ({
      path: feature,
      kind,
      measure: DriftSkewInfo_Measurement_Type[one.type],
      value: one.value,
      threshold: one.threshold,
    });
    return [...driftMeasurements.map(view('drift')), ...skewMeasurements.map(view('skew'))];
  });
}
