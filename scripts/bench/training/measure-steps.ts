import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import { unet } from '../../../engine/models/unet.ts';
import { sparseCrossEntropy } from '../../../engine/tensorflow/fused/sparse-cross-entropy.ts';
import { tensorflow } from '../../../engine/tensorflow/runtime.ts';
import { TrainingSession } from '../../../engine/tensorflow/training/training-session.ts';

/**
 * Times the UNet in this process: `node measure-steps.ts all|frozen|eager STEPS`. Prints seconds of each step, of the
 * first one with everything before it, and of forward passes. Started anew for each measurement, as a worker is.
 */
const [mode = 'all', count = '10'] = process.argv.slice(2);
const steps = Number(count);
const BATCH = 32;
const SIZE = 128;

const loaded = performance.now();
const { tf } = tensorflow();
const images = tf.randomUniform([BATCH, SIZE, SIZE, 3], -1, 1, 'float32', 1);
const masks = tf.floor(tf.randomUniform([BATCH, SIZE, SIZE], 0, 3, 'float32', 2));
const startSeconds = performance.now() / 1000;
const model = unet({ encoderTrainable: mode !== 'frozen' });
const figures = mode === 'eager' ? eager() : await compiled();
console.log(JSON.stringify({ startSeconds, loadSeconds: startSeconds - loaded / 1000, ...figures }));

async function compiled() {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-steps-'));
  const started = performance.now();
  using session = await TrainingSession.compile(
    {
      model,
      label: { name: 'label_xf', dtype: 'float32', shape: [-1, SIZE, SIZE] },
      loss: (labels, logits) => sparseCrossEntropy(labels, logits),
      metrics: { accuracy },
      optimizer: { kind: 'adam' },
    },
    folder,
  );
  const image = { dtype: 'float32', shape: images.shape, data: images.dataSync() as Float32Array } as const;
  const label = { dtype: 'float32', shape: masks.shape, data: masks.dataSync() as Float32Array } as const;
  const train = (step: number) =>
    session.trainStep({ image_xf: image, label_xf: label }, { learningRate: 1e-3, step });
  train(0);
  const firstSeconds = (performance.now() - started) / 1000;
  const stepSeconds = timed(steps, (step) => train(step + 1));
  const predict = () => session.predict({ image_xf: image });
  predict();
  const forwardSeconds = timed(steps, predict);
  await rm(folder, { recursive: true });
  return { firstSeconds, stepSeconds, forwardSeconds };
}

/** What tfjs does by itself. */
function eager() {
  const optimizer = tf.train.adam(1e-3);
  const train = () =>
    tf.tidy(() => {
      const loss = optimizer.minimize(() => {
        const logits = model.apply(images, { training: true }) as tfjs.Tensor;
        const labels = tf.oneHot(tf.cast(masks, 'int32').reshape([-1]), 3);
        return tf.losses.softmaxCrossEntropy(labels, logits.reshape([-1, 3])) as tfjs.Scalar;
      }, true);
      return loss?.dataSync()[0];
    });
  const [firstSeconds] = timed(1, train);
  return { firstSeconds, stepSeconds: timed(steps, train), forwardSeconds: timed(steps, forwardEagerly) };
}

function forwardEagerly(): void {
  tf.tidy(() => (model.predict(images) as tfjs.Tensor).dataSync());
}

function accuracy(labels: tfjs.Tensor, logits: tfjs.Tensor): tfjs.Scalar {
  const hits = tf.equal(tf.cast(tf.argMax(logits, -1), 'float32'), labels);
  return tf.mean(tf.cast(hits, 'float32')) as tfjs.Scalar;
}

function timed(times: number, work: (index: number) => unknown): number[] {
  return Array.from({ length: times }, (_, index) => {
    const start = performance.now();
    work(index);
    return (performance.now() - start) / 1000;
  });
}
