import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as tfjs from '@tensorflow/tfjs';
import type { HostTensor } from '../../tensorflow/host-tensor.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import { runnable } from '../../tensorflow/testing/run-traced.ts';
import { augmentation } from './augmentation.ts';

const SIDE = 16;
const BATCH = 24;
type Kinds = Parameters<typeof augmentation>[0];

/** Three classes in blocks of four by four pixels, another pattern in each mask. */
const masks = Float32Array.from({ length: BATCH * SIDE * SIDE }, (_, index) => {
  const [mask, row, column] = [index >> 8, (index >> 6) & 3, (index >> 2) & 3];
  return (mask + 2 * row + column) % 3;
});
/** Pictures whose every channel is the mask: what is done to both alike leaves them equal. */
const images = Float32Array.from({ length: masks.length * 3 }, (_, index) => masks[Math.floor(index / 3)]!);

/** A session refuses to give what it was given. */
const copyOf = (tensor: tfjs.Tensor) => tensor.mul(1);

/** Augments the pictures and masks above as in a training step. */
async function augmented(
  kinds: Kinds,
): Promise<(step: number) => { image: Float32Array; mask: Float32Array }> {
  const augment = augmentation(kinds)!;
  const { call } = await runnable({
    inputs: [
      { name: 'image', dtype: 'float32', shape: [-1, SIDE, SIDE, 3] },
      { name: 'mask', dtype: 'float32', shape: [-1, SIDE, SIDE] },
      { name: 'step', dtype: 'int32', shape: [] },
    ],
    run: (inputs) => {
      const [image, mask, step] = inputs as [tfjs.Tensor, tfjs.Tensor, tfjs.Tensor];
      const { inputs: changed, labels } = augment([image], mask, step);
      return [changed[0]!, copyOf(labels)];
    },
  });
  const tensor = (data: Float32Array, shape: number[]): HostTensor => ({ dtype: 'float32', shape, data });
  return (step) => {
    const [image, mask] = call(tensor(images, [BATCH, SIDE, SIDE, 3]), tensor(masks, [BATCH, SIDE, SIDE]), {
      dtype: 'int32',
      shape: [],
      data: Int32Array.of(step),
    });
    return { image: image!.data as Float32Array, mask: mask!.data as Float32Array };
  };
}

/** How many of a batch's masks are not what they were. */
function changedMasks(mask: Float32Array): number {
  const size = SIDE * SIDE;
  return Array.from({ length: BATCH }, (_, index) => index * size).filter((start) =>
    mask.subarray(start, start + size).some((code, at) => code !== masks[start + at]),
  ).length;
}

test('augmentation() flips picture and mask together, about half of them', async () => {
  const run = await augmented(['flip']);
  const { image, mask } = run(7);
  assert.ok(mask.every((code, pixel) => image[pixel * 3] === code));
  const flipped = changedMasks(mask);
  assert.ok(flipped > 0 && flipped < BATCH, String(flipped));
});

test('augmentation() crops picture and mask to the same part, and never mixes codes', async () => {
  const { image, mask } = (await augmented(['crop']))(7);
  assert.ok(mask.every((code) => code === 0 || code === 1 || code === 2));
  assert.ok(changedMasks(mask) > BATCH / 2);
  // Between blocks a picture is interpolated; where it is not, it must show the class that the mask names.
  const sharp = [...mask.keys()].filter((pixel) => Math.abs(image[pixel * 3]! % 1) < 1e-6);
  assert.ok(sharp.length > mask.length / 3, `${sharp.length} of ${mask.length}`);
  const wrong = sharp.filter((pixel) => Math.abs(image[pixel * 3]! - mask[pixel]!) > 1e-3);
  assert.ok(wrong.length < sharp.length / 100, `${wrong.length} of ${sharp.length}`);
});

test('augmentation() changes colours of the picture alone, all pixels of one picture alike', async () => {
  const { image, mask } = (await augmented(['color']))(7);
  assert.deepEqual(mask, masks);
  assert.notDeepEqual(image, images);
  const shades = new Map<string, number>();
  for (const [pixel, code] of masks.entries()) {
    const key = `${pixel >> 8}/${code}`;
    const shade = shades.get(key) ?? image[pixel * 3]!;
    shades.set(key, shade);
    assert.ok(Math.abs(shade - image[pixel * 3]!) < 1e-4);
  }
});

test('augmentation() follows from the number of the step', async () => {
  const run = await augmented(['flip', 'crop', 'color']);
  assert.deepEqual(run(3), run(3));
  assert.notDeepEqual(run(3).mask, run(4).mask);
});

test('augmentation() changes the image of several inputs, and refuses models without one', () => {
  const augment = augmentation(['color'])!;
  const { tf } = tensorflow();
  const [row, image, label] = [tf.ones([2, 5]), tf.ones([2, 4, 4, 3]), tf.ones([2, 1])];
  const { inputs } = augment([row, image], label, tf.scalar(1, 'int32'));
  assert.equal(inputs[0], row);
  assert.notDeepEqual(inputs[1]!.dataSync(), image.dataSync());
  assert.throws(() => augment([row], label, tf.scalar(1, 'int32')), {
    code: 'wrong-model',
    message: /takes none/,
  });
});

test('augmentation() leaves labels that are no masks as they are', async () => {
  const augment = augmentation(['flip', 'crop'])!;
  const { call } = await runnable({
    inputs: [
      { name: 'image', dtype: 'float32', shape: [-1, SIDE, SIDE, 3] },
      { name: 'label', dtype: 'float32', shape: [-1, 1] },
      { name: 'step', dtype: 'int32', shape: [] },
    ],
    run: ([image, label, step]) => {
      const { inputs, labels } = augment([image!], label!, step!);
      return [inputs[0]!, copyOf(labels)];
    },
  });
  const [, labels] = call(
    { dtype: 'float32', shape: [BATCH, SIDE, SIDE, 3], data: images },
    { dtype: 'float32', shape: [BATCH, 1], data: masks.slice(0, BATCH) },
    { dtype: 'int32', shape: [], data: Int32Array.of(1) },
  );
  assert.deepEqual(labels!.data, masks.slice(0, BATCH));
});
