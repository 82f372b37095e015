import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { bytesFeature, floatFeature, intFeature } from '../../formats/example/feature-value.ts';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import { graphFile, runTransform, transformedRows } from './testing/run-transform.ts';

const SCHEMA = `
feature { name: "fare" type: FLOAT presence { min_fraction: 1.0 } shape { dim { size: 1 } } }
feature { name: "company" type: BYTES presence { min_fraction: 1.0 } shape { dim { size: 1 } } }
feature { name: "hour" type: INT presence { min_fraction: 1.0 } shape { dim { size: 1 } } }
feature { name: "notes" type: BYTES }
`;

const rows = [
  { fare: 1, company: 'blue', hour: 8 },
  { fare: 2, company: 'red', hour: 9 },
  { fare: 3, company: 'blue', hour: 10 },
  { fare: 4, company: 'green', hour: 11 },
  { fare: 5, company: 'blue', hour: 12 },
  { fare: 9, company: 'red', hour: 13 },
];

const record = ({ fare, company, hour }: (typeof rows)[number]) =>
  encodeExample(
    new Map([
      ['fare', floatFeature([fare])],
      ['company', bytesFeature([company])],
      ['hour', intFeature([hour])],
    ]),
  );

/** Runs Transform with a preprocessing function on the table above; `unseen` is in split "eval" only. */
const run = (body: string) =>
  runTransform({
    schema: SCHEMA,
    splits: { train: rows.map(record), eval: [record({ fare: 100, company: 'unseen', hour: 1 })] },
    body,
  });

function near(actual: readonly number[], expected: readonly number[]): void {
  assert.ok(
    actual.length === expected.length &&
      actual.every((value, index) => Math.abs(value - expected[index]!) < 1e-5),
    `${actual} is not ${expected}`,
  );
}

test('scaleToZScore() and scaleTo01() use what the analysed split holds, on every split', async () => {
  const made = await run('return { z: tft.scaleToZScore(inputs.fare), unit: tft.scaleTo01(inputs.fare) };');
  const fares = rows.map(({ fare }) => fare);
  const mean = fares.reduce((sum, fare) => sum + fare, 0) / fares.length;
  const deviation = Math.sqrt(fares.reduce((sum, fare) => sum + (fare - mean) ** 2, 0) / fares.length);
  const train = await transformedRows(made, 'train');
  near(
    train.map(({ z }) => z![0]!),
    fares.map((fare) => (fare - mean) / deviation),
  );
  near(
    train.map(({ unit }) => unit![0]!),
    fares.map((fare) => (fare - 1) / 8),
  );
  const [unseen] = await transformedRows(made, 'eval');
  near([...unseen!.z!, ...unseen!.unit!], [(100 - mean) / deviation, 99 / 8]);
});

test('computeAndApplyVocabulary() ranks by frequency, and unseen strings get the default', async () => {
  const made = await run(
    'return { company_xf: tft.computeAndApplyVocabulary(inputs.company, { name: "company" }) };',
  );
  const train = await transformedRows(made, 'train');
  assert.deepEqual(
    train.map(({ company_xf }) => company_xf![0]),
    [0, 1, 0, 2, 0, 1],
  );
  assert.deepEqual(await transformedRows(made, 'eval'), [{ company_xf: [-1] }]);
  const asset = graphFile(made, 'transform_fn', 'assets', 'company');
  assert.equal(await readFile(asset, 'utf8'), 'blue\nred\ngreen\n');
});

test('bucketize() puts equally many values into each bucket', async () => {
  const made = await run('return { bucket: tft.bucketize(inputs.fare, 3) };');
  const buckets = (await transformedRows(made, 'train')).map(({ bucket }) => bucket![0]);
  assert.deepEqual([buckets[0], buckets.at(-1), new Set(buckets).size], [0, 2, 3]);
});

test('scaleToZScorePerKey() scales each key by itself, and an unseen key to 0', async () => {
  const made = await run('return { z: tft.scaleToZScorePerKey(inputs.fare, inputs.company) };');
  const z = (await transformedRows(made, 'train')).map(({ z: values }) => values![0]!);
  const deviation = Math.sqrt(8 / 3);
  near(z, [-2 / deviation, -1, 0, 0, 2 / deviation, 1]);
  assert.deepEqual(await transformedRows(made, 'eval'), [{ z: [0] }]);
});

test('An analyzer may look at the result of another one', async () => {
  const made = await run('return { twice: tft.scaleTo01(tft.scaleToZScore(inputs.fare)) };');
  near(
    (await transformedRows(made, 'train')).map(({ twice }) => twice![0]!),
    rows.map(({ fare }) => (fare - 1) / 8),
  );
});

test('Training and serving see identical numbers: the written examples equal the served signature', async () => {
  const made = await run(
    'return { fare_xf: tft.scaleToZScore(inputs.fare), late: tf.greater(inputs.hour, 10) };',
  );
  using session = await SavedModelSession.open(graphFile(made, 'transform_fn'));
  const served = session.run('transform_features', {
    examples: { dtype: 'string', shape: [rows.length], data: rows.map(record) },
  });
  const written = await transformedRows(made, 'train');
  assert.deepEqual(
    {
      fare: Array.from(served.fare_xf!.data as Float32Array),
      late: Array.from(served.late!.data as BigInt64Array, Number),
    },
    { fare: written.map(({ fare_xf }) => fare_xf![0]), late: written.map(({ late }) => late![0]) },
  );
});

test('A feature that is passed on can be asked of the graph by its raw features too', async () => {
  const made = await run('return { fare_xf: inputs.fare };');
  using session = await SavedModelSession.open(graphFile(made, 'transform_fn'));
  const served = session.run('serving_default', {
    inputs: { dtype: 'string', shape: [1, 1], data: [new TextEncoder().encode('red')] },
    inputs_1: { dtype: 'float32', shape: [1, 1], data: Float32Array.of(3) },
    inputs_2: { dtype: 'int64', shape: [1, 1], data: BigInt64Array.of(8n) },
    inputs_3: { dtype: 'int64', shape: [0, 2], data: new BigInt64Array() },
    inputs_4: { dtype: 'string', shape: [0], data: [] },
    inputs_5: { dtype: 'int64', shape: [2], data: BigInt64Array.of(1n, 0n) },
  });
  assert.deepEqual(served.fare_xf!.data, Float32Array.of(3));
});

test('Transform refuses a function that reads a value, with the line', async () => {
  const reading = run('const [first] = inputs.fare.dataSync();\n return { x: inputs.fare.sub(first) };');
  await assert.rejects(reading, (error: { code: string; location: { line: number } }) => {
    assert.deepEqual([error.code, error.location.line], ['value-read-while-tracing', 4]);
    return true;
  });
});

test('Transform says that it leaves out features that examples cannot hold', async () => {
  const { reports } = await runTransform({
    schema: `${SCHEMA}\nfeature { name: "trip" type: STRUCT }`,
    splits: { train: rows.map(record) },
    body: 'return { fare_xf: inputs.fare };',
  });
  const warnings = reports.filter(({ kind }) => kind === 'warning').map(({ value }) => String(value));
  assert.equal(warnings.length, 1);
  assert.match(warnings[0]!, /Left out "trip"/);
});

test('Transform warns of integers that preprocessingFn cannot hold', async () => {
  const large = rows.map((row, index) => record({ ...row, hour: index === 2 ? 2 ** 31 : index }));
  const warningsOf = async (train: Uint8Array[]) => {
    const body = 'return { hour_xf: inputs.hour };';
    const { reports } = await runTransform({ schema: SCHEMA, splits: { train }, body });
    return reports.filter(({ kind }) => kind === 'warning').map(({ value }) => String(value));
  };
  assert.match((await warningsOf(large)).join(), /"hour".*32 bits/);
  assert.deepEqual(await warningsOf([record({ fare: 1, company: '', hour: 2 ** 31 - 1 })]), []);
});

test('Transform names a feature that is not in the schema, when it is read', async () => {
  await assert.rejects(run('return { x: inputs.fares };'), { code: 'unusable-feature', message: /"fares"/ });
});

test('Transform refuses outputs without a row for each example', async () => {
  await assert.rejects(run('return { x: inputs.fare.sum() };'), {
    code: 'wrong-output',
    message: /shape \[\]/,
  });
});

test('Transform refuses outputs that grow with the batch', async () => {
  await assert.rejects(run('return { x: tf.matMul(inputs.fare, inputs.fare, false, true) };'), {
    code: 'wrong-output',
    message: /"x".*\[2\].*\[3\]/,
  });
});

test('Transform writes its schemas and statistics in the layout of TFX', async () => {
  const { context } = await run('return { fare_xf: inputs.fare };');
  const schema = await readFile(
    path.join(context.outputs.transform_graph!.path, 'transformed_metadata/schema.pbtxt'),
    'utf8',
  );
  assert.equal(
    schema,
    'feature {\n  name: "fare_xf"\n  type: FLOAT\n  presence {\n    min_fraction: 1.0\n  }\n  shape {\n    dim {\n      size: 1\n    }\n  }\n}\n',
  );
  for (const key of ['pre_transform_stats', 'post_transform_stats']) {
    assert.ok((await readFile(path.join(context.outputs[key]!.path, 'FeatureStats.pb'))).length > 0);
  }
});
