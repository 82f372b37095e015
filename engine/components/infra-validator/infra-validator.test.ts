import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fromBinary } from '@bufbuild/protobuf';
import { PredictionLogSchema } from '../../formats/proto/gen/tensorflow_serving/apis/prediction_log_pb.js';
import { readRecordBatches } from '../../formats/tfrecord/read-record-batches.ts';
import { inputArtifact, runExecutor } from '../testing/run-executor.ts';
import { infraValidator } from './definition.ts';
import { infraValidatorExecutor } from './executor.ts';

const segmentation = path.join(import.meta.dirname, '..', 'evaluator', 'fixtures', 'segmentation');

function validate(
  parameters: object,
  options: { readonly model?: string; readonly examples?: string | null } = {},
) {
  const examples = options.examples === undefined ? path.join(segmentation, 'examples') : options.examples;
  return runExecutor(infraValidatorExecutor, {
    parameters: infraValidator.parameters.parse(parameters),
    inputs: {
      model: [inputArtifact('Model', options.model ?? path.join(segmentation, 'model'))],
      ...(examples !== null && {
        examples: [inputArtifact('Examples', examples, { properties: { split_names: '["eval"]' } })],
      }),
    },
    outputs: { blessing: 'InfraBlessing' },
  });
}

const propertiesOf = (run: Awaited<ReturnType<typeof validate>>) =>
  run.result?.outputs?.blessing?.customProperties;

test('a model that loads and answers in a fresh process is blessed, and each signature was asked', async () => {
  const run = await validate({ request_spec: { num_examples: 3 } });
  assert.deepEqual(propertiesOf(run), { blessed: 1 });
  assert.deepEqual(await readdir(run.folders.blessing!), ['INFRA_BLESSED']);
  const asked = run.log.flatMap((line) => /Signature "(\w+)" answered/.exec(line)?.[1] ?? []);
  assert.deepEqual(asked.sort(), ['from_examples', 'serving_default', 'transform_features']);
});

test('without examples the model is only loaded', async () => {
  const run = await validate({}, { examples: null });
  assert.deepEqual(propertiesOf(run), { blessed: 1 });
  assert.equal(run.log.filter((line) => line.includes('answered')).length, 0);
});

test('a model that does not load is not blessed, is tried once, and the reason is recorded', async () => {
  const model = await mkdtemp(path.join(tmpdir(), 'millrace-broken-'));
  await mkdir(path.join(model, 'Format-Serving'));
  await writeFile(path.join(model, 'Format-Serving', 'saved_model.pb'), 'not a graph');
  const run = await validate({}, { model, examples: null });
  assert.equal(propertiesOf(run)?.blessed, 0);
  assert.match(String(propertiesOf(run)?.reason), /Cannot read a SavedModel/);
  assert.deepEqual(await readdir(run.folders.blessing!), ['INFRA_NOT_BLESSED']);
  assert.equal(run.log.filter((line) => line.includes('Try 1')).length, 0);
});

test('a model that takes too long to load is tried again as often as allowed, then not blessed', async () => {
  const run = await validate({ validation_spec: { max_loading_time_seconds: 0.01, num_tries: 2 } });
  assert.match(String(propertiesOf(run)?.reason), /longer than 0.01 seconds to load/);
  assert.deepEqual(run.log.filter((line) => line.includes('Try ')).length, 1);
});

test('a model that takes too much memory is not blessed', async () => {
  const run = await validate({ validation_spec: { max_memory_mebibytes: 100 } });
  assert.match(String(propertiesOf(run)?.reason), /more than 100 mebibytes/);
});

test('a signature that cannot be queried with these Examples is named', async () => {
  const run = await validate({ request_spec: { signature_names: ['predict'] } });
  assert.match(String(propertiesOf(run)?.reason), /Signature "predict" can(not)? be queried/);
  assert.equal(propertiesOf(run)?.blessed, 0);
});

test('warm-up requests are added to a copy of the model at the place TensorFlow Serving reads them', async () => {
  const run = await validate({
    request_spec: { make_warmup: true, num_examples: 2, signature_names: ['from_examples'] },
  });
  assert.deepEqual(propertiesOf(run), { blessed: 1, has_model: 1 });
  const stamped = path.join(run.folders.blessing!, 'stamped_model');
  const model = path.join(segmentation, 'model', 'Format-Serving', 'saved_model.pb');
  assert.deepEqual(await readFile(path.join(stamped, 'saved_model.pb')), await readFile(model));
  const logs = [];
  for await (const { records } of readRecordBatches(
    path.join(stamped, 'assets.extra', 'tf_serving_warmup_requests'),
  )) {
    logs.push(...records.map((record) => fromBinary(PredictionLogSchema, record)));
  }
  const request = logs[0]?.logType.case === 'predictLog' ? logs[0].logType.value.request : undefined;
  assert.deepEqual(
    {
      count: logs.length,
      signature: request?.modelSpec?.signatureName,
      values: request?.inputs.examples?.stringVal.length,
    },
    { count: 1, signature: 'from_examples', values: 2 },
  );
});

/**
 * A stand-in for tensorflow_model_server that speaks its REST protocol; Google's binary is not to be had here.
 * `answer` is what it says to a request to predict.
 */
async function serverDouble(answer: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-server-'));
  const file = path.join(folder, 'tensorflow_model_server');
  await writeFile(
    file,
    `#!${process.execPath}
const { createServer } = require('node:http');
const { existsSync } = require('node:fs');
const option = (name) => process.argv.find((argument) => argument.startsWith('--' + name + '='))?.split('=')[1];
const path = '/v1/models/' + option('model_name');
let asked = 0;
createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  if (request.method === 'GET' && request.url === path) {
    const there = existsSync(option('model_base_path') + '/1/saved_model.pb');
    const state = !there ? 'END' : asked++ === 0 ? 'LOADING' : 'AVAILABLE';
    return response.end(JSON.stringify({ model_version_status: [{ version: '1', state }] }));
  }
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const { signature_name, inputs } = JSON.parse(body);
    const values = Object.values(inputs)[0];
    const good = request.url === path + ':predict' && signature_name && Buffer.from(values[0].b64, 'base64').length > 0;
    const answer = ${answer};
    response.statusCode = good && answer.outputs ? 200 : 400;
    response.end(JSON.stringify(answer));
  });
}).listen(Number(option('rest_api_port')), '127.0.0.1');
`,
  );
  await chmod(file, 0o755);
  return file;
}

test('a model is blessed through a server binary that loads it and answers', async () => {
  const binary = await serverDouble('{ outputs: [[1]] }');
  const run = await validate({ serving_spec: { binary } });
  assert.deepEqual(propertiesOf(run), { blessed: 1 });
});

test('a model is not blessed when the server answers with an error, which is recorded', async () => {
  const binary = await serverDouble('{ error: "shapes do not match" }');
  const run = await validate({ serving_spec: { binary } });
  assert.match(String(propertiesOf(run)?.reason), /does not answer: shapes do not match/);
});

test('a server that takes too long to answer is tried again, then not blessed', async () => {
  const binary = await serverDouble('null; return');
  const run = await validate({
    serving_spec: { binary },
    validation_spec: { max_request_seconds: 0.2, num_tries: 2 },
  });
  assert.match(String(propertiesOf(run)?.reason), /longer than 0.2 seconds to answer/);
  assert.equal(run.log.filter((line) => line.includes('Try 1 of 2')).length, 1);
});

test('a server binary that is not there is named', async () => {
  const run = await validate({ serving_spec: { binary: '/nowhere/tensorflow_model_server' } });
  assert.match(String(propertiesOf(run)?.reason), /Cannot start "\/nowhere\/tensorflow_model_server"/);
});
