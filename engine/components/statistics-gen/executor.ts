import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { DatasetFeatureStatisticsListSchema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { readSchema } from '../../formats/schema/read-schema.ts';
import { readVocabulary } from '../../formats/schema/read-vocabulary.ts';
import { type StatisticsHints, statisticsHints } from '../../formats/schema/statistics-hints.ts';
import { collectSlices, createStatisticsPool } from '../../formats/statistics/collect-statistics.ts';
import { NO_RECORDS } from '../../formats/statistics/dataset-accumulator.ts';
import { datasetStatistics, type NamedSnapshot } from '../../formats/statistics/dataset-statistics.ts';
import { ALL_RECORDS, type SlicedSnapshots } from '../../formats/statistics/shard-statistics.ts';
import type { Executor, ExecutorContext } from '../../pipeline/component.ts';
import { remainingSplits, splitFiles, splitNamesJson } from '../examples-artifact.ts';
import type { StatisticsGenParameters } from './definition.ts';

type Context = ExecutorContext<StatisticsGenParameters>;

/** Writes `Split-<name>/FeatureStats.pb`, a binary DatasetFeatureStatisticsList, for each split. */
export const runStatisticsGen: Executor<StatisticsGenParameters> = async (context) => {
  const { inputs, outputs, parameters, signal, report } = context;
  const [examples] = inputs.examples ?? [];
  const target = outputs.statistics;
  if (!examples || !target) return undefined;
  const splits = remainingSplits(examples, parameters.exclude_splits);
  const what = {
    ...(await hintsOf(context)),
    sliceFeatures: parameters.slice_features,
    sampleRate: parameters.sample_rate,
    weightFeature: parameters.weight_feature ?? null,
  };
  await using pool = createStatisticsPool(signal);
  for (const [index, split] of splits.entries()) {
    const onProgress = (done: number, total: number): void =>
      report.progress({ done: index + done / Math.max(1, total), total: splits.length, unit: 'splits' });
    const files = await splitFiles(examples.path, split);
    const slices = await collectSlices(files, what, { signal, onProgress, pool });
    const list = datasetStatistics(nameSlices(slices));
    const folder = join(target.path, `Split-${split}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'FeatureStats.pb'), toBinary(DatasetFeatureStatisticsListSchema, list));
    const [overall] = list.datasets;
    report.log('info', `${split}: ${overall?.numExamples} records, ${overall?.features.length} features`);
  }
  const properties = { split_names: splitNamesJson(splits), span: Number(examples.properties.span ?? 0) };
  return { outputs: { statistics: { properties } } };
};

async function hintsOf({ inputs, parameters, notebookDirectory }: Context): Promise<StatisticsHints> {
  const artifact = inputs.schema?.[0];
  if (!artifact) return ALL_RECORDS;
  const { schema } = await readSchema(join(artifact.path, 'schema.pbtxt'));
  const vocabularies = await Promise.all(
    Object.entries(parameters.vocabularies).map(
      async ([name, path]) => [name, await readVocabulary(resolve(notebookDirectory, path))] as const,
    ),
  );
  return statisticsHints(schema, new Map(vocabularies));
}

/** All records first, under no name, or under TFDV's name for them beside slices; then the slices by name. */
function nameSlices(snapshots: SlicedSnapshots): NamedSnapshot[] {
  const overall = snapshots.get('') ?? NO_RECORDS;
  const slices = [...snapshots].filter(([name]) => name !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    { name: slices.length === 0 ? '' : 'All Examples', snapshot: overall },
    ...slices.map(([name, snapshot]) => ({ name, snapshot })),
  ];
}
