import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SchemaSchema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { inferSchema } from '../../formats/schema/infer-schema.ts';
import { overallStatistics, readStatistics } from '../../formats/statistics/read-statistics.ts';
import { printTextProto } from '../../formats/text-proto/print-text-proto.ts';
import type { Executor } from '../../pipeline/component.ts';
import { remainingSplits, statisticsFile } from '../examples-artifact.ts';
import type { SchemaGenParameters } from './definition.ts';

/** Writes `schema.pbtxt`: inferred from the first split and relaxed for each further one, as TFX does. */
export const runSchemaGen: Executor<SchemaGenParameters> = async ({
  inputs,
  outputs,
  parameters,
  report,
}) => {
  const [statistics] = inputs.statistics ?? [];
  const target = outputs.schema;
  if (!statistics || !target) return undefined;
  const splits = remainingSplits(statistics, parameters.exclude_splits);
  const files = splits.map((split) => statisticsFile(statistics.path, split));
  const lists = await Promise.all(files.map(readStatistics));
  const datasets = lists.map((list, index) => overallStatistics(list, files[index] ?? ''));
  const schema = inferSchema(datasets, { shape: parameters.infer_feature_shape });
  await writeFile(join(target.path, 'schema.pbtxt'), printTextProto(SchemaSchema, schema));
  report.log('info', `Inferred ${schema.feature.length} features from ${splits.join(', ')}`);
  return undefined;
};
