import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import {
  Anomalies_AnomalyNameFormat,
  AnomaliesSchema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import type { Schema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import {
  type DatasetFeatureStatisticsList,
  DatasetFeatureStatisticsListSchema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { collectStatistics } from '../../formats/statistics/collect-statistics.ts';
import { datasetStatistics } from '../../formats/statistics/dataset-statistics.ts';

/**
 * Writes `FeatureStats.pb` of some record files, all as one data set, as Transform does before and after.
 *
 * @param only names of the features to keep; all when left out
 */
export async function writeStatistics(
  folder: string,
  files: readonly string[],
  { only, signal }: { readonly only?: ReadonlySet<string>; readonly signal: AbortSignal },
): Promise<void> {
  const snapshot = await collectStatistics(files, { signal });
  const list = restricted(datasetStatistics([{ name: '', snapshot }]), only);
  await writeFile(path.join(folder, 'FeatureStats.pb'), toBinary(DatasetFeatureStatisticsListSchema, list));
}

/** Writes `SchemaDiff.pb`: transformed examples follow their schema by construction, so it names no anomaly. */
export async function writeNoAnomalies(folder: string, baseline: Schema): Promise<void> {
  const anomalies = create(AnomaliesSchema, {
    baselineSchema: { case: 'baseline', value: baseline },
    anomalyNameFormat: Anomalies_AnomalyNameFormat.SERIALIZED_PATH,
  });
  await writeFile(path.join(folder, 'SchemaDiff.pb'), toBinary(AnomaliesSchema, anomalies));
}

function restricted(
  list: DatasetFeatureStatisticsList,
  only: ReadonlySet<string> | undefined,
): DatasetFeatureStatisticsList {
  for (const dataset of list.datasets) {
    dataset.features = dataset.features.filter(
      ({ fieldId }) =>
        only?.has(fieldId.case === 'path' ? (fieldId.value.step[0] ?? '') : (fieldId.value ?? '')) ?? true,
    );
  }
  return list;
}
