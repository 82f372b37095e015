import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { AnomaliesSchema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import type { Schema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import {
  type DatasetFeatureStatisticsList,
  DatasetFeatureStatisticsListSchema,
  type FeatureNameStatistics,
  FeatureNameStatistics_Type,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { validateStatistics } from '../../formats/schema/validate-statistics.ts';
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
): Promise<DatasetFeatureStatisticsList> {
  const snapshot = await collectStatistics(files, { signal });
  const list = restricted(datasetStatistics([{ name: '', snapshot }]), only);
  await writeFile(path.join(folder, 'FeatureStats.pb'), toBinary(DatasetFeatureStatisticsListSchema, list));
  return list;
}

/**
 * Holds the statistics of transformed examples against their schema, as Transform of TFX does, and writes what does not
 * fit to `SchemaDiff.pb`.
 *
 * @returns the names of the features that have anomalies
 */
export async function writeAnomalies(
  folder: string,
  { datasets: [statistics] }: DatasetFeatureStatisticsList,
  schema: Schema,
): Promise<string[]> {
  if (statistics === undefined) {
    return [];
  }
  const anomalies = validateStatistics(statistics, schema);
  await writeFile(path.join(folder, 'SchemaDiff.pb'), toBinary(AnomaliesSchema, anomalies));
  return Object.keys(anomalies.anomalyInfo);
}

/** Names of the features with integers that tfjs, which has 32-bit ones only, would be handed as others. */
export function beyond32Bits({ datasets }: DatasetFeatureStatisticsList): string[] {
  return datasets
    .flatMap(({ features }) => features)
    .filter(({ type, stats }) => {
      const { min, max } = stats.case === 'numStats' ? stats.value : { min: 0, max: 0 };
      return type === FeatureNameStatistics_Type.INT && (min < -(2 ** 31) || max >= 2 ** 31);
    })
    .map(nameOf);
}

function nameOf({ fieldId }: FeatureNameStatistics): string {
  return fieldId.case === 'path' ? (fieldId.value.step[0] ?? '') : (fieldId.value ?? '');
}

function restricted(
  list: DatasetFeatureStatisticsList,
  only: ReadonlySet<string> | undefined,
): DatasetFeatureStatisticsList {
  for (const dataset of list.datasets) {
    dataset.features = dataset.features.filter((feature) => only?.has(nameOf(feature)) ?? true);
  }
  return list;
}
