import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { SchemaSchema } from '../../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import {
  DatasetFeatureStatisticsListSchema,
  type FeatureNameStatistics,
} from '../../../formats/proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { parseTextProto } from '../../../formats/text-proto/parse-text-proto.ts';

/** A feature of the data as the schema and the statistics of the first split know it. */
interface FeatureFact {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly mean: number | null;
}

export interface DataFacts {
  readonly splits: readonly { readonly name: string; readonly examples: number }[];
  readonly features: readonly FeatureFact[];
}

/** What statistics and schema say of the data; either may be missing. */
export async function readDataFacts(folders: {
  readonly statistics: string | undefined;
  readonly schema: string | undefined;
}): Promise<DataFacts> {
  const splits = folders.statistics === undefined ? [] : await readSplits(folders.statistics);
  const numbers = splits.find((split) => split.name === 'train') ?? splits[0];
  const features = folders.schema === undefined ? [] : await readSchemaFeatures(folders.schema);
  const names = features.length > 0 ? features : (numbers?.features ?? []).map(unnamedShape);
  return {
    splits: splits.map(({ name, examples }) => ({ name, examples })),
    features: names.map((feature) => withNumbers(feature, numbers?.features ?? [])),
  };
}

type SchemaFeature = Pick<FeatureFact, 'name' | 'type' | 'shape'>;

/** Splits lie in folders `Split-<name>` with one `FeatureStats.pb` each, as TFX's StatisticsGen writes them. */
async function readSplits(folder: string) {
  const names = (await readdir(folder)).filter((name) => name.startsWith('Split-')).sort();
  return await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name, 'FeatureStats.pb'));
      const dataset = fromBinary(DatasetFeatureStatisticsListSchema, bytes).datasets[0];
      return {
        name: name.slice('Split-'.length),
        examples: Number(dataset?.numExamples ?? 0),
        features: dataset?.features ?? [],
      };
    }),
  );
}

async function readSchemaFeatures(folder: string): Promise<readonly SchemaFeature[]> {
  const file = join(folder, 'schema.pbtxt');
  if (!existsSync(file)) {
    return [];
  }
  const schema = parseTextProto(SchemaSchema, await readFile(file, 'utf8'), file);
  return schema.feature.map(({ name, type, shapeType }) => ({
    name,
    type: ['unknown', 'bytes', 'int', 'float', 'struct'][type] ?? 'unknown',
    shape: shapeType.case === 'shape' ? shapeType.value.dim.map((dimension) => Number(dimension.size)) : [],
  }));
}

function unnamedShape(feature: FeatureNameStatistics): SchemaFeature {
  const type = ['int', 'float', 'string', 'bytes', 'struct'][feature.type] ?? 'unknown';
  return { name: nameOf(feature), type, shape: [] };
}

function withNumbers(feature: SchemaFeature, statistics: readonly FeatureNameStatistics[]): FeatureFact {
  const found = statistics.find((candidate) => nameOf(candidate) === feature.name)?.stats;
  if (found?.case !== 'numStats') {
    return { ...feature, minimum: null, maximum: null, mean: null };
  }
  const { min, max, mean } = found.value;
  return { ...feature, minimum: min, maximum: max, mean };
}

function nameOf({ fieldId }: FeatureNameStatistics): string {
  return fieldId.case === 'name' ? fieldId.value : (fieldId.value?.step.join('.') ?? '');
}
