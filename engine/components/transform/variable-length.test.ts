import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { bytesFeature, floatFeature, intFeature } from '../../formats/example/feature-value.ts';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import { graphFile, runTransform, transformedRows } from './testing/run-transform.ts';

const SCHEMA = `
feature { name: "tags" type: BYTES }
feature { name: "fare" type: FLOAT value_count { min: 1 max: 1 } presence { min_count: 1 } }
feature { name: "hours" type: INT value_count { min: 0 max: 3 } }
feature { name: "id" type: INT presence { min_fraction: 1.0 } shape { dim { size: 1 } } }
`;

interface Row {
  readonly tags?: readonly string[];
  readonly fare?: readonly number[];
  readonly hours?: readonly number[];
}

const rows: readonly Row[] = [
  { tags: ['red', 'new'], fare: [1], hours: [3] },
  { fare: [2] },
  { tags: ['red', 'old', 'red'], hours: [1, 2, 3] },
  { tags: [], fare: [6], hours: [] },
];

function record({ tags, fare, hours }: Row): Uint8Array {
  const features = {
    tags: tags && bytesFeature([...tags]),
    fare: fare && floatFeature([...fare]),
    hours: hours && intFeature([...hours]),
    id: intFeature([1]),
  };
  return encodeExample(
    new Map(Object.entries(features).flatMap(([name, value]) => (value ? [[name, value]] : []))),
  );
}

const run = (body: string, train: readonly Row[] = rows) =>
  runTransform({ schema: SCHEMA, splits: { train: train.map(record) }, body });

test('fillMissing() gives a default where an example has no value', async () => {
  const made = await run('return { fare_xf: tft.fillMissing(inputs.fare, { default: -1 }) };');
  assert.deepEqual(await transformedRows(made, 'train'), [
    { fare_xf: [1] },
    { fare_xf: [2] },
    { fare_xf: [-1] },
    { fare_xf: [6] },
  ]);
});

test('fillMissing() keeps the first values of each example up to a length', async () => {
  const made = await run('return { hours_xf: tft.fillMissing(inputs.hours, { default: 9, length: 2 }) };');
  assert.deepEqual(await transformedRows(made, 'train'), [
    { hours_xf: [3, 9] },
    { hours_xf: [9, 9] },
    { hours_xf: [1, 2] },
    { hours_xf: [9, 9] },
  ]);
});

test('fillMissing() takes a default that an analyzer finds, and analyzers see only what is there', async () => {
  const made = await run(
    `const { mean, variance } = tft.moments(inputs.fare);
     const { min, max } = tft.range(inputs.fare);
     const filled = tft.fillMissing(inputs.fare, { default: mean });
     const ends = tf.stack([min, max, tft.quantiles(inputs.fare, 2).asScalar()]).expandDims(0).mul(tf.onesLike(filled));
     return { filled, z: tf.div(tf.sub(filled, mean), tf.sqrt(variance)), ends };`,
  );
  const found = await transformedRows(made, 'train');
  assert.deepEqual(
    found.map(({ filled }) => filled![0]),
    [1, 2, 3, 6],
  );
  assert.equal(found[2]!.z![0], 0);
  assert.deepEqual(found[0]!.ends, [1, 6, 2]);
});

test('A vocabulary counts every value of a feature of variable length, whatever is kept of them', async () => {
  const made = await run(
    `const tags = tft.computeAndApplyVocabulary(inputs.tags, { name: 'tags' });
     const known = tft.fillMissing(tags, { default: -1, length: 3 });
     return { first: tft.fillMissing(tags, { default: -2, length: 1 }), bag: tf.oneHot(known, 3).sum(1) };`,
  );
  assert.equal(await readFile(graphFile(made, 'transform_fn', 'assets', 'tags'), 'utf8'), 'red\nold\nnew\n');
  assert.deepEqual(await transformedRows(made, 'train'), [
    { first: [0], bag: [1, 0, 1] },
    { first: [-2], bag: [0, 0, 0] },
    { first: [0], bag: [2, 1, 0] },
    { first: [-2], bag: [0, 0, 0] },
  ]);
});

test('The graph gives the same for sparse tensors as for the examples that they come from', async () => {
  const made = await run(
    `const tags = tft.computeAndApplyVocabulary(inputs.tags, { name: 'tags' });
     return { tags_xf: tft.fillMissing(tags, { default: -1, length: 2 }), ones: tf.ones([inputs.id.shape[0], 1]) };`,
  );
  using session = await SavedModelSession.open(graphFile(made, 'transform_fn'));
  const text = (value: string) => new TextEncoder().encode(value);
  const none = {
    indices: { dtype: 'int64', shape: [0, 2], data: new BigInt64Array() },
    shape: { dtype: 'int64', shape: [2], data: BigInt64Array.of(2n, 0n) },
  } as const;
  const fed = session.run('serving_default', {
    inputs_6: { dtype: 'int64', shape: [2, 1], data: BigInt64Array.of(1n, 1n) },
    inputs: none.indices,
    inputs_1: { dtype: 'float32', shape: [0], data: new Float32Array() },
    inputs_2: none.shape,
    inputs_3: none.indices,
    inputs_4: { dtype: 'int64', shape: [0], data: new BigInt64Array() },
    inputs_5: none.shape,
    inputs_7: { dtype: 'int64', shape: [3, 2], data: BigInt64Array.of(0n, 0n, 0n, 1n, 1n, 0n) },
    inputs_8: { dtype: 'string', shape: [3], data: ['red', 'new', 'unseen'].map(text) },
    inputs_9: { dtype: 'int64', shape: [2], data: BigInt64Array.of(2n, 2n) },
  });
  const parsed = session.run('transform_features', {
    examples: {
      dtype: 'string',
      shape: [2],
      data: [record({ tags: ['red', 'new'] }), record({ tags: ['unseen'] })],
    },
  });
  assert.deepEqual(fed.tags_xf!.data, BigInt64Array.of(0n, 2n, -1n, -1n));
  assert.deepEqual(fed, parsed);
});

test('A feature of variable length that is taken for a tensor is refused, with what to do', async () => {
  for (const body of [
    'return { x: tf.add(inputs.fare, 1) };',
    'return { x: inputs.fare.div(2) };',
    'return { x: tft.scaleToZScore(inputs.fare, { elementwise: true }) };',
    'return { x: inputs.fare };',
  ]) {
    await assert.rejects(run(body), {
      code: 'unusable-feature',
      message: /"fare"/,
      hint: /fillMissing\(inputs\.fare/,
    });
  }
});

test('fillMissing() refuses several values where one was expected, by the feature', async () => {
  await assert.rejects(run('return { x: tft.fillMissing(inputs.tags, { default: "" }) };'), {
    code: 'too-many-values',
    message: /"tags"/,
    hint: /length/,
  });
});

test('fillMissing() refuses a default of another type', async () => {
  await assert.rejects(run('return { x: tft.fillMissing(inputs.fare, { default: "none" }) };'), {
    code: 'wrong-default',
    message: /"fare" must be a number/,
  });
});

test('Features of variable length may be all that there is', async () => {
  const made = await runTransform({
    schema: 'feature { name: "tags" type: BYTES }',
    splits: { train: [record({ tags: ['a'] }), record({})] },
    body: `const tags = tft.fillMissing(inputs.tags, { default: '?' });
      return { is: tf.equal(tags, tf.fill([tags.shape[0], 1], 'a')) };`,
  });
  assert.deepEqual(await transformedRows(made, 'train'), [{ is: [1] }, { is: [0] }]);
});
