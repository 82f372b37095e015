import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fromBinary } from '@bufbuild/protobuf';
import { encodeExample } from '../../formats/example/encode-example.ts';
import {
  bytesFeature,
  type FeatureValue,
  floatFeature,
  intFeature,
} from '../../formats/example/feature-value.ts';
import { AnomaliesSchema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import { readStatistics } from '../../formats/statistics/read-statistics.ts';
import { fixture, readFixture } from '../../formats/testing/fixture.ts';
import { TemporaryFolder } from '../../formats/testing/temporary-folder.ts';
import { RecordWriter } from '../../formats/tfrecord/record-writer.ts';
import type { InputArtifact } from '../../pipeline/component.ts';
import { statisticsFile } from '../examples-artifact.ts';
import { importSchemaGen } from '../import-schema-gen/definition.ts';
import { runImportSchemaGen } from '../import-schema-gen/executor.ts';
import { schemaGen } from '../schema-gen/definition.ts';
import { runSchemaGen } from '../schema-gen/executor.ts';
import { statisticsGen } from '../statistics-gen/definition.ts';
import { runStatisticsGen } from '../statistics-gen/executor.ts';
import { type ComponentRun, runComponent } from '../testing/run-component.ts';
import { readCauses } from './causes.ts';
import { exampleValidator } from './definition.ts';
import { runExampleValidator } from './executor.ts';

type Row = Readonly<Record<string, FeatureValue>>;

async function makeExamples(folder: TemporaryFolder, rows: readonly Row[]): Promise<InputArtifact> {
  await mkdir(folder.join('examples', 'Split-train'), { recursive: true });
  await using writer = await RecordWriter.create(
    folder.join('examples', 'Split-train', 'data-00000-of-00001.gz'),
  );
  for (const row of rows) await writer.write(encodeExample(new Map(Object.entries(row))));
  return artifact('Examples', folder.join('examples'), { split_names: '["train"]' });
}

function artifact(
  type: InputArtifact['type'],
  path: string,
  properties = {},
  customProperties = {},
): InputArtifact {
  return { id: 7, type, path, uri: path, digest: 'sha256-0', properties, customProperties };
}

async function makeStatistics(folder: TemporaryFolder, examples: InputArtifact): Promise<InputArtifact> {
  const run = await runComponent(statisticsGen, runStatisticsGen, {
    inputs: { examples: [examples] },
    folder: folder.join('statistics'),
  });
  return run.output('statistics');
}

async function validate(
  folder: TemporaryFolder,
  examples: InputArtifact,
  schemaText: string,
): Promise<ComponentRun> {
  await mkdir(folder.join('schema'), { recursive: true });
  await writeFile(folder.join('schema', 'schema.pbtxt'), schemaText);
  return runComponent(exampleValidator, runExampleValidator, {
    inputs: {
      statistics: [await makeStatistics(folder, examples)],
      schema: [artifact('Schema', folder.join('schema'))],
      examples: [examples],
    },
    folder: folder.join('validator'),
  });
}

const feature = (name: string, rest: string): string => `feature { name: "${name}" ${rest} }\n`;

test('ExampleValidator names the records that cause each anomaly', async () => {
  using folder = new TemporaryFolder();
  const rows: Row[] = Array.from({ length: 10 }, (_, i) => ({
    score: floatFeature([i === 3 ? 7 : i === 8 ? -1 : 0.5]),
    word: bytesFeature([i === 2 || i === 9 ? 'odd' : 'good']),
    ...(i === 4 ? {} : { always: intFeature([1]) }),
    pair: intFeature(i === 6 ? [1, 2, 3] : [1, 2]),
    ...(i === 5 ? { extra: intFeature([1]) } : {}),
  }));
  const schema =
    feature('score', 'type: FLOAT float_domain { min: 0 max: 1 } presence { min_fraction: 1 }') +
    feature('word', 'type: BYTES domain: "words" presence { min_fraction: 1 }') +
    feature('always', 'type: INT presence { min_fraction: 1 }') +
    feature('pair', 'type: INT presence { min_fraction: 1 } shape { dim { size: 2 } }') +
    'string_domain { name: "words" value: "good" }';
  const run = await validate(folder, await makeExamples(folder, rows), schema);
  const causes = await readCauses(run.output('anomalies').path);
  assert.deepEqual(causes, {
    train: {
      anomalies: {
        score: { count: 2, records: [3, 8] },
        word: { count: 2, records: [2, 9] },
        always: { count: 1, records: [4] },
        pair: { count: 1, records: [6] },
        extra: { count: 1, records: [5] },
      },
      warnings: [],
    },
  });
  assert.deepEqual(run.output('anomalies').customProperties, { blessed: { train: 0 } });
  const bytes = await readFile(folder.join('validator', 'anomalies', 'Split-train', 'SchemaDiff.pb'));
  const { score } = fromBinary(AnomaliesSchema, bytes).anomalyInfo;
  assert.equal(
    score?.description,
    'Unexpectedly low values: -1<0(upto six significant digits) Unexpectedly high value: 7>1(upto six significant digits)',
  );
});

test('ExampleValidator blesses a clean split, and writes what TFX writes', async () => {
  using folder = new TemporaryFolder();
  await mkdir(folder.join('tfx', 'Split-eval'), { recursive: true });
  await copyFile(fixture('tfx-run', 'examples-eval.gz'), folder.join('tfx', 'Split-eval', 'data.gz'));
  const examples = artifact(
    'Examples',
    folder.join('tfx'),
    { split_names: '["eval"]' },
    { mask_feature: 'label' },
  );
  const run = await validate(folder, examples, readFixture('tfx-run', 'curated-schema.pbtxt').toString());
  assert.deepEqual(run.output('anomalies').customProperties, { blessed: { eval: 1 } });
  const read = async (bytes: Uint8Array) => fromBinary(AnomaliesSchema, bytes);
  assert.deepEqual(
    await read(await readFile(folder.join('validator', 'anomalies', 'Split-eval', 'SchemaDiff.pb'))),
    await read(readFixture('tfx-run', 'anomalies-eval.pb')),
  );
  // The masks of that run were resized bilinearly: TFDV has no word for it.
  const causes = await readCauses(run.output('anomalies').path);
  const [warning] = causes?.eval?.warnings ?? [];
  assert.deepEqual([warning?.feature, warning?.count], ['label', 12]);
  assert.ok(
    run.log.some(({ level, message }) => level === 'warning' && message.includes('not whole numbers')),
  );
});

test('SchemaGen infers what StatisticsGen found, and ImportSchemaGen copies byte for byte', async () => {
  using folder = new TemporaryFolder();
  const examples = await makeExamples(folder, [{ x: floatFeature([1, 2]) }, { x: floatFeature([3, 4]) }]);
  const inferred = await runComponent(schemaGen, runSchemaGen, {
    inputs: { statistics: [await makeStatistics(folder, examples)] },
    folder: folder.join('inferred'),
  });
  const file = folder.join('inferred', 'schema', 'schema.pbtxt');
  assert.match(await readFile(file, 'utf8'), /shape \{\n {4}dim \{\n {6}size: 2\n/);
  assert.equal(inferred.result, undefined);
  const text = '# mine\r\nfeature { name: "x" }\n\n';
  await writeFile(folder.join('mine.pbtxt'), text);
  const options = { folder: folder.join('imported'), notebookDirectory: folder.path };
  await runComponent(importSchemaGen, runImportSchemaGen, {
    parameters: { schema_file: 'mine.pbtxt' },
    ...options,
  });
  assert.equal(await readFile(folder.join('imported', 'schema', 'schema.pbtxt'), 'utf8'), text);
  await writeFile(folder.join('mine.pbtxt'), 'feature { nme: "x" }');
  await assert.rejects(
    runComponent(importSchemaGen, runImportSchemaGen, {
      parameters: { schema_file: 'mine.pbtxt' },
      ...options,
    }),
    { code: 'bad-syntax', location: { file: folder.join('mine.pbtxt'), line: 1, column: 11 } },
  );
});

test('StatisticsGen counts by value the integers that its schema calls categories', async () => {
  using folder = new TemporaryFolder();
  const examples = await makeExamples(folder, [
    { code: intFeature([3]), size: intFeature([3]) },
    { code: intFeature([3, -1]), size: intFeature([5]) },
  ]);
  await writeFile(
    folder.join('schema.pbtxt'),
    'feature { name: "code" type: INT int_domain { is_categorical: true } } feature { name: "size" type: INT }',
  );
  const run = await runComponent(statisticsGen, runStatisticsGen, {
    inputs: { examples: [examples], schema: [artifact('Schema', folder.path)] },
    folder: folder.join('described'),
  });
  const { datasets } = await readStatistics(statisticsFile(run.output('statistics').path, 'train'));
  const [code, size] = datasets[0]!.features;
  assert.equal(size!.stats.case, 'numStats');
  assert.ok(code!.stats.case === 'stringStats');
  assert.deepEqual(
    code!.stats.value.topValues.map(({ value, frequency }) => [value, frequency]),
    [
      ['3', 2],
      ['-1', 1],
    ],
  );
});

test('StatisticsGen and ExampleValidator find in sparse, weighted and natural-language features what TFDV finds', async () => {
  using folder = new TemporaryFolder();
  await mkdir(folder.join('tfx', 'Split-train'), { recursive: true });
  await copyFile(fixture('declared.tfrecord.gz'), folder.join('tfx', 'Split-train', 'data.gz'));
  const examples = artifact('Examples', folder.join('tfx'), { split_names: '["train"]' });
  await mkdir(folder.join('schema'));
  await copyFile(fixture('declared-schema.pbtxt'), folder.join('schema', 'schema.pbtxt'));
  await copyFile(fixture('declared-words.txt'), folder.join('words.txt'));
  const inputs = { examples: [examples], schema: [artifact('Schema', folder.join('schema'))] };
  const statistics = await runComponent(statisticsGen, runStatisticsGen, {
    parameters: { vocabularies: { words: 'words.txt' } },
    inputs,
    folder: folder.join('statistics'),
    notebookDirectory: folder.path,
  });
  const run = await runComponent(exampleValidator, runExampleValidator, {
    inputs: { ...inputs, statistics: [statistics.output('statistics')] },
    folder: folder.join('validator'),
  });
  const bytes = await readFile(folder.join('validator', 'anomalies', 'Split-train', 'SchemaDiff.pb'));
  const wanted = fromBinary(AnomaliesSchema, readFixture('declared-anomalies.pb'));
  assert.deepEqual(fromBinary(AnomaliesSchema, bytes).anomalyInfo, wanted.anomalyInfo);
  const { anomalies } = (await readCauses(run.output('anomalies').path))!.train!;
  // Of 120 records every fifth has no score, and those that have none have weights or not.
  assert.deepEqual(anomalies.planned, anomalies.weighted);
  assert.deepEqual(anomalies.nested!.records.slice(0, 3), [0, 1, 3]);
  assert.equal(anomalies.text, undefined);
});

test('StatisticsGen asks for the vocabulary that a schema names', async () => {
  using folder = new TemporaryFolder();
  const examples = await makeExamples(folder, [{ x: bytesFeature(['a']) }]);
  const domain = 'natural_language_domain { vocabulary: "words" }';
  await writeFile(folder.join('schema.pbtxt'), `feature { name: "x" type: BYTES ${domain} }`);
  const run = runComponent(statisticsGen, runStatisticsGen, {
    inputs: { examples: [examples], schema: [artifact('Schema', folder.path)] },
    folder: folder.join('statistics'),
  });
  await assert.rejects(run, {
    code: 'bad-value',
    message: /names the vocabulary "words", which is not given/,
  });
});

test('StatisticsGen refuses to leave out every split', async () => {
  using folder = new TemporaryFolder();
  const examples = await makeExamples(folder, [{ x: intFeature([1]) }]);
  const run = runComponent(statisticsGen, runStatisticsGen, {
    parameters: { exclude_splits: ['train'] },
    inputs: { examples: [examples] },
    folder: folder.join('statistics'),
  });
  await assert.rejects(run, { code: 'no-splits' });
});
