import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { DatasetFeatureStatisticsListSchema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { collectStatistics, createStatisticsPool } from '../../formats/statistics/collect-statistics.ts';
import { datasetStatistics } from '../../formats/statistics/dataset-statistics.ts';
import type { Executor } from '../../pipeline/component.ts';
import { remainingSplits, splitFiles, splitNamesJson } from '../examples-artifact.ts';
import type { StatisticsGenParameters } from './definition.ts';

/** Writes `Split-<name>/FeatureStats.pb`, a binary DatasetFeatureStatisticsList, for each split. */
export const runStatisticsGen: Executor<StatisticsGenParameters> = async (context) => {
  const { inputs, outputs, parameters, signal, report } = context;
  const [examples] = inputs.examples ?? [];
  const target = outputs.statistics;
  if (!examples || !target) return undefined;
  const splits = remainingSplits(examples, parameters.exclude_splits);
  await using pool = createStatisticsPool();
  for (const [index, split] of splits.entries()) {
    const onProgress = (done: number, total: number): void =>
      report.progress({ done: index + done / Math.max(1, total), total: splits.length, unit: 'splits' });
    const snapshot = await collectStatistics(await splitFiles(examples.path, split), {
      signal,
      onProgress,
      pool,
    });
    const list = datasetStatistics([{ name: '', snapshot }]);
    const folder = join(target.path, `Split-${split}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'FeatureStats.pb'), toBinary(DatasetFeatureStatisticsListSchema, list));
    report.log('info', `${split}: ${snapshot.examples} records, ${snapshot.features.size} features`);
  }
  const properties = { split_names: splitNamesJson(splits), span: Number(examples.properties.span ?? 0) };
  return { outputs: { statistics: { properties } } };
};
