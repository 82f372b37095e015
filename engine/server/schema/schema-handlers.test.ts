import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { create, toBinary } from '@bufbuild/protobuf';
import { schemaMethods } from '../../contract/schema.ts';
import { statisticsMethods } from '../../contract/statistics.ts';
import {
  AnomaliesSchema,
  AnomalyInfo_Severity,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import {
  LifecycleStage,
  SchemaSchema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { readFixture } from '../../formats/testing/fixture.ts';
import { TemporaryFolder } from '../../formats/testing/temporary-folder.ts';
import { parseTextProto } from '../../formats/text-proto/parse-text-proto.ts';
import type { PipelineAccess } from '../handler.ts';
import { schemaHandlers } from '../handlers/schema.ts';
import { statisticsHandlers } from '../handlers/statistics.ts';

const { signal } = new AbortController();
const curated = readFixture('tfx-run', 'curated-schema.pbtxt').toString();

/** Statistics of the mixed set, and TFX's anomalies of its run, as artifacts. */
async function makePipeline(
  folder: TemporaryFolder,
  statistics = readFixture('mixed-statistics.pb'),
  anomalies = readFixture('tfx-run', 'anomalies-eval.pb'),
): Promise<PipelineAccess> {
  await mkdir(folder.join('statistics', 'Split-train'), { recursive: true });
  await mkdir(folder.join('anomalies', 'Split-train'), { recursive: true });
  await writeFile(folder.join('statistics', 'Split-train', 'FeatureStats.pb'), statistics);
  await writeFile(folder.join('anomalies', 'Split-train', 'SchemaDiff.pb'), anomalies);
  const common = { properties: { split_names: '["train"]' }, customProperties: {} };
  const artifacts: Readonly<Record<number, object>> = {
    1: { id: 1, path: folder.join('statistics'), producer: null, ...common },
    2: {
      id: 2,
      path: folder.join('anomalies'),
      producer: { executionId: 9, cell: 'ExampleValidator' },
      ...common,
    },
  };
  return {
    artifact: (id: number) => artifacts[id],
    executionInputs: () => ({ statistics: [artifacts[1]] }),
    notebookDirectory: folder.path,
  } as unknown as PipelineAccess;
}

test('schemaHandlers edit one feature and keep every comment', async () => {
  using folder = new TemporaryFolder();
  const context = { pipeline: await makePipeline(folder), signal };
  const view = await schemaHandlers['schema.parse']({ text: curated }, context);
  schemaMethods['schema.parse'].result.parse(view);
  const [image] = view.features;
  const changed = { ...image!, notInEnvironments: ['SERVING'], minimumFraction: 0.5 };
  const { text } = await schemaHandlers['schema.editFeature']({ text: curated, feature: changed }, context);
  const comments = (of: string) => of.split('\n').filter((line) => line.includes('#'));
  assert.deepEqual(comments(text), comments(curated));
  assert.match(text, /not_in_environment: "SERVING"/);
  const diff = await schemaHandlers['schema.diff']({ before: curated, after: text }, context);
  assert.deepEqual(
    diff.map(({ feature, change }) => [feature, change]),
    [['image', 'changed']],
  );
});

test('schemaHandlers save below the notebook only, and only what parses', async () => {
  using folder = new TemporaryFolder();
  const context = { pipeline: await makePipeline(folder), signal };
  await schemaHandlers['schema.save']({ file: 'schema.pbtxt', text: curated }, context);
  assert.equal(await readFile(folder.join('schema.pbtxt'), 'utf8'), curated);
  const save = (file: string, text: string) => schemaHandlers['schema.save']({ file, text }, context);
  await assert.rejects(save('../schema.pbtxt', curated), { code: 'path-outside' });
  await assert.rejects(save('schema.pbtxt', 'feature {'), {
    code: 'bad-syntax',
    location: { file: 'schema.pbtxt', line: 1, column: 10 },
  });
  assert.equal((await schemaHandlers['schema.readFile']({ file: 'schema.pbtxt' }, context)).text, curated);
});

test('anomalies.get shows artifacts that TFX wrote, and anomalies.fix makes a schema that the data fits', async () => {
  using folder = new TemporaryFolder();
  const context = { pipeline: await makePipeline(folder), signal };
  const view = await schemaHandlers['anomalies.get']({ artifactId: 2 }, context);
  schemaMethods['anomalies.get'].result.parse(view);
  assert.deepEqual(view.splits, [{ name: 'train', anomalies: [] }]);
  const fix = async (text: string, path: string) =>
    (await schemaHandlers['anomalies.fix']({ artifactId: 2, split: 'train', path, text }, context)).text;
  const added = await fix('# mine\n', 'text_few');
  assert.match(
    added,
    /^# mine\nfeature \{\n {2}name: "text_few"\n[\s\S]*string_domain \{\n {2}name: "text_few"/,
  );
  const widened = await fix(
    'feature { name: "int_small" type: INT int_domain { min: 5 max: 9 } }',
    'int_small',
  );
  assert.equal(widened, 'feature { name: "int_small" type: INT int_domain { min: 0 max: 23 } }');
  const retyped = await fix('feature { name: "int_small" type: FLOAT }', 'int_small');
  assert.match(retyped, /type: INT/);
});

test('statistics.get gives finite numbers for any feature', async () => {
  using folder = new TemporaryFolder();
  const context = { pipeline: await makePipeline(folder), signal };
  const view = await statisticsHandlers['statistics.get']({ artifactId: 1 }, context);
  const parsed = statisticsMethods['statistics.get'].result.parse(JSON.parse(JSON.stringify(view)));
  assert.equal(parsed.splits[0]?.features.length, 24);
});

test('statistics.get leaves out sparse and weighted features, whose anomalies are shown and accepted by deprecating them', async () => {
  using folder = new TemporaryFolder();
  const statistics = readFixture('declared-statistics.pb');
  const pipeline = await makePipeline(folder, statistics, readFixture('declared-anomalies.pb'));
  const context = { pipeline, signal };
  const { splits } = await statisticsHandlers['statistics.get']({ artifactId: 1 }, context);
  const paths = splits[0]!.features.map(({ path }) => path[0]);
  assert.ok(paths.includes('values') && !paths.includes('sparse') && !paths.includes('weighted'));
  const shown = await schemaHandlers['anomalies.get']({ artifactId: 2 }, context);
  assert.ok(shown.splits[0]!.anomalies.some(({ path }) => path === 'sparse'));
  const request = { artifactId: 2, split: 'train', path: 'sparse' };
  const declared = readFixture('declared-schema.pbtxt').toString();
  const { text } = await schemaHandlers['anomalies.fix']({ ...request, text: declared }, context);
  const fixed = parseTextProto(SchemaSchema, text).sparseFeature.find(({ name }) => name === 'sparse');
  assert.equal(fixed?.lifecycleStage, LifecycleStage.DEPRECATED);
});

test('anomalies.get names features as they are, where TFDV quotes them', async () => {
  using folder = new TemporaryFolder();
  const anomalies = create(AnomaliesSchema, {
    anomalyInfo: { "'g.h'": { path: { step: ['g.h'] }, severity: AnomalyInfo_Severity.ERROR } },
  });
  const pipeline = await makePipeline(folder, undefined, Buffer.from(toBinary(AnomaliesSchema, anomalies)));
  const shown = await schemaHandlers['anomalies.get']({ artifactId: 2 }, { pipeline, signal });
  assert.deepEqual(
    shown.splits[0]!.anomalies.map(({ path }) => path),
    ['g.h'],
  );
});
