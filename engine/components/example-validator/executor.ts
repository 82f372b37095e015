import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import {
  type Anomalies,
  AnomaliesSchema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import type { Schema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { DatasetFeatureStatistics } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { readSchema } from '../../formats/schema/read-schema.ts';
import { validateStatistics } from '../../formats/schema/validate-statistics.ts';
import { overallStatistics, readStatistics } from '../../formats/statistics/read-statistics.ts';
import type { Executor, ExecutorContext, InputArtifact } from '../../pipeline/component.ts';
import {
  remainingSplits,
  splitFiles,
  splitNamesJson,
  splitsOf,
  statisticsFile,
} from '../examples-artifact.ts';
import { type CauseReport, writeCauses } from './causes.ts';
import type { ExampleValidatorParameters } from './definition.ts';
import { findCauses } from './find-causes.ts';

type Context = ExecutorContext<ExampleValidatorParameters>;

/**
 * Writes `Split-<name>/SchemaDiff.pb`, binary Anomalies, for each split, and beside the splits `causes.json`: the
 * records that cause each anomaly. Anomalies do not fail the cell, as in TFX.
 */
export const runExampleValidator: Executor<ExampleValidatorParameters> = async (context) => {
  const { inputs, outputs, parameters, report } = context;
  const [statistics, schemaArtifact] = [inputs.statistics?.[0], inputs.schema?.[0]];
  const target = outputs.anomalies;
  if (!statistics || !schemaArtifact || !target) return undefined;
  const { schema } = await readSchema(join(schemaArtifact.path, 'schema.pbtxt'));
  const splits = remainingSplits(statistics, parameters.exclude_splits);
  const causes: Record<string, CauseReport> = {};
  const blessed: Record<string, number> = {};
  for (const [index, split] of splits.entries()) {
    report.progress({ done: index, total: splits.length, unit: 'splits' });
    const anomalies = await validateSplit(context, statistics, schema, split);
    const names = Object.keys(anomalies.anomalyInfo);
    blessed[split] = names.length === 0 && !anomalies.dataMissing ? 1 : 0;
    await writeAnomalies(join(target.path, `Split-${split}`), anomalies);
    causes[split] = await causesOf(context, schema, anomalies, split);
    const found = names.length === 0 ? 'no anomalies' : `anomalies in ${names.join(', ')}`;
    report.log(names.length === 0 ? 'info' : 'warning', `${split}: ${found}`);
    for (const { message } of causes[split].warnings) report.log('warning', `${split}: ${message}`);
  }
  await writeCauses(target.path, causes);
  const span = Number(statistics.properties.span ?? 0);
  const properties = { split_names: splitNamesJson(splits), span };
  return { outputs: { anomalies: { properties, customProperties: { blessed } } } };
};

async function validateSplit(
  { inputs, parameters }: Context,
  statistics: InputArtifact,
  schema: Schema,
  split: string,
): Promise<Anomalies> {
  return validateStatistics(await readSplit(statistics, split), schema, {
    environment: parameters.environment ?? null,
    previous: await readOptional(inputs.previous_statistics?.[0], split),
    serving: await readOptional(inputs.serving_statistics?.[0], split),
  });
}

/** The same split of other statistics, or their first one where they have no such split. */
async function readOptional(
  artifact: InputArtifact | undefined,
  split: string,
): Promise<DatasetFeatureStatistics | null> {
  if (!artifact) return null;
  const names = splitsOf(artifact);
  return readSplit(artifact, names.includes(split) ? split : (names[0] ?? split));
}

async function readSplit(artifact: InputArtifact, split: string): Promise<DatasetFeatureStatistics> {
  const file = statisticsFile(artifact.path, split);
  return overallStatistics(await readStatistics(file), file);
}

async function writeAnomalies(folder: string, anomalies: Anomalies): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'SchemaDiff.pb'), toBinary(AnomaliesSchema, anomalies));
}

async function causesOf(
  { inputs, signal }: Context,
  schema: Schema,
  anomalies: Anomalies,
  split: string,
): Promise<CauseReport> {
  const [examples] = inputs.examples ?? [];
  if (!examples || !splitsOf(examples).includes(split)) return { anomalies: {}, warnings: [] };
  const files = await splitFiles(examples.path, split);
  const mask = examples.customProperties.mask_feature;
  const maskFeature = typeof mask === 'string' ? mask : null;
  return findCauses({ files, schema, anomalies, maskFeature, signal });
}
