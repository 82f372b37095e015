import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { fromBinary } from '@bufbuild/protobuf';
import { ReportedError } from '../../base/reported-error.ts';
import { decodeExample } from '../../formats/example/decode-example.ts';
import { type Example, numbersOf } from '../../formats/example/feature-value.ts';
import { PredictionLogSchema } from '../../formats/proto/gen/tensorflow_serving/apis/prediction_log_pb.js';
import { readRecordBatches } from '../../formats/tfrecord/read-record-batches.ts';
import { inputArtifact, runExecutor } from '../testing/run-executor.ts';
import { bulkInferrer } from './definition.ts';
import { bulkInferrerExecutor } from './executor.ts';

const fixtures = path.join(import.meta.dirname, '..', 'evaluator', 'fixtures');

function infer(name: string, parameters: object = {}, blessed?: number) {
  return runExecutor(bulkInferrerExecutor, {
    parameters: bulkInferrer.parameters.parse(parameters),
    inputs: {
      examples: [
        inputArtifact('Examples', path.join(fixtures, name, 'examples'), {
          properties: { split_names: '["eval"]' },
          customProperties: { classes: { names: ['a', 'b', 'c'] } },
        }),
      ],
      model: [inputArtifact('Model', path.join(fixtures, name, 'model'))],
      ...(blessed !== undefined && {
        model_blessing: [inputArtifact('ModelBlessing', fixtures, { customProperties: { blessed } })],
      }),
    },
    outputs: { inference_result: 'InferenceResult', output_examples: 'Examples' },
  });
}

async function read<Item>(file: string, decode: (record: Uint8Array) => Item): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { records } of readRecordBatches(file)) {
    items.push(...records.map(decode));
  }
  return items;
}

const examplesOf = (run: Awaited<ReturnType<typeof infer>>): Promise<Example[]> =>
  read(path.join(run.folders.output_examples!, 'Split-eval', 'examples-00000-of-00001.gz'), (record) =>
    decodeExample(record),
  );

test('the BulkInferrer adds masks as class codes with their shape, and keeps every feature', async () => {
  const run = await infer('segmentation', {}, 1);
  const examples = await examplesOf(run);
  assert.equal(examples.length, 24);
  const [first] = examples;
  assert.deepEqual([...first!.keys()].sort(), [
    'image',
    'image_shape',
    'label',
    'label_shape',
    'prediction',
    'prediction_shape',
  ]);
  assert.deepEqual(Array.from(numbersOf(first!.get('prediction_shape'))!), [16, 16]);
  // The model says which of 0, 1, 2 is nearest to a 60th of the red channel.
  const image = numbersOf(first!.get('image'))!;
  const expected = Array.from({ length: 256 }, (_, pixel) => {
    const grey = Math.fround(image[pixel * 3]! / 60);
    const distances = [0, 1, 2].map((code) => Math.abs(grey - code));
    return distances.indexOf(Math.min(...distances));
  });
  assert.deepEqual(Array.from(numbersOf(first!.get('prediction'))!), expected);
  assert.deepEqual(run.result?.outputs?.output_examples, {
    properties: { split_names: '["eval"]' },
    customProperties: { classes: { names: ['a', 'b', 'c'] } },
  });
});

test('the BulkInferrer logs requests and answers as TensorFlow Serving does', async () => {
  const run = await infer('binary');
  const logs = await read(
    path.join(run.folders.inference_result!, 'prediction_logs-00000-of-00001.gz'),
    (record) => fromBinary(PredictionLogSchema, record),
  );
  assert.equal(logs.length, 400);
  const log = logs[0]?.logType.case === 'predictLog' ? logs[0].logType.value : undefined;
  const output = log?.response?.outputs.score;
  assert.deepEqual(
    {
      signature: log?.request?.modelSpec?.signatureName,
      inputs: Object.keys(log?.request?.inputs ?? {}),
      shape: output?.tensorShape?.dim.map((dim) => Number(dim.size)),
      dtype: output?.dtype,
    },
    { signature: 'from_examples', inputs: ['examples'], shape: [1, 1], dtype: 1 },
  );
});

test('the BulkInferrer writes the columns that were asked for, as values or as classes', async () => {
  const columns = [
    { output_key: 'probabilities', output_column: 'p' },
    { output_key: 'probabilities', output_column: 'c_predicted', form: 'class' },
  ];
  const run = await infer('multiclass', {
    output_example_spec: { output_columns_spec: [{ predict_output: { output_columns: columns } }] },
    prediction_logs: false,
  });
  const [first] = await examplesOf(run);
  const probabilities = Array.from(numbersOf(first!.get('p'))!);
  assert.equal(probabilities.length, 4);
  assert.deepEqual(Array.from(numbersOf(first!.get('c_predicted'))!), [
    probabilities.indexOf(Math.max(...probabilities)),
  ]);
  assert.deepEqual(await readdir(run.folders.inference_result!), []);
});

test('the BulkInferrer predicts nothing with a model that was not blessed, and says why', async () => {
  const run = await infer('binary', {}, 0);
  assert.deepEqual(await readdir(run.folders.output_examples!), []);
  assert.match(String(run.result?.outputs?.output_examples?.customProperties?.reason), /did not bless/);
});

for (const [name, parameters, code] of [
  ['a column that exists', [{ output_key: 'score', output_column: 'label' }], 'column-exists'],
  ['an output that is not there', [{ output_key: 'logits', output_column: 'new' }], 'no-such-output'],
] as const) {
  test(`the BulkInferrer refuses ${name}`, async () => {
    const spec = { output_columns_spec: [{ predict_output: { output_columns: parameters } }] };
    await assert.rejects(
      infer('binary', { output_example_spec: spec }),
      (error) => error instanceof ReportedError && error.code === code,
    );
  });
}

test('the BulkInferrer refuses a split that is not there', async () => {
  await assert.rejects(
    infer('binary', { data_spec: { example_splits: ['test'] } }),
    (error) =>
      error instanceof ReportedError &&
      error.code === 'no-examples' &&
      error.hint === 'Their splits are eval',
  );
});
