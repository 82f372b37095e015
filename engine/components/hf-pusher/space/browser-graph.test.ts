import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { makePushCase, type PushCase } from '../testing/push-context.ts';
import { sampleSize } from '../testing/sample-push.ts';
import { toBrowserGraph } from './browser-graph.ts';

let pushCase: PushCase;
before(async () => {
  pushCase = await makePushCase();
  await tf.setBackend('cpu');
});
after(() => pushCase[Symbol.asyncDispose]());

test('toBrowserGraph() gives tfjs the traced preprocessing of one feature, constants included', async () => {
  const savedModel = join(pushCase.artifacts.transform_graph, 'transform_fn');
  const { modelJson, weights, inputShape } = await toBrowserGraph({ savedModel, outputFeature: 'image_xf' });
  assert.deepEqual(inputShape, [-1, sampleSize, sampleSize, 3]);
  const { modelTopology, weightsManifest } = modelJson as {
    modelTopology: object;
    weightsManifest: { weights: [] }[];
  };
  const model = await tf.loadGraphModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: Uint8Array.from(weights).buffer,
    }),
  );
  const pixels = tf.range(0, sampleSize * sampleSize * 3).reshape([1, sampleSize, sampleSize, 3]);
  const prepared = await (model.predict(pixels) as tf.Tensor).data();
  const expected = Float32Array.from(
    await pixels.data(),
    (value) => Math.fround(value * Math.fround(1 / 127.5)) - 1,
  );
  assert.deepEqual(prepared, expected);
});

test('toBrowserGraph() says why a graph cannot run in a browser', async () => {
  const savedModel = join(pushCase.artifacts.model, 'Format-Serving');
  await assert.rejects(toBrowserGraph({ savedModel, outputFeature: 'image_xf' }), {
    code: 'no-preprocessing',
  });
});
