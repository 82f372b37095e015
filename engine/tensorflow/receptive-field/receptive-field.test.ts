import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as tfjs from '@tensorflow/tfjs';
import { deepLabV3Plus } from '../../models/deeplab-v3-plus.ts';
import { unet } from '../../models/unet.ts';
import { tensorflow } from '../runtime.ts';
import { receptiveFields } from './receptive-field.ts';

const { tf } = tensorflow();
const { layers } = tf;

/** Side of the test image: much larger than every field in the test that measures. */
const side = 72;
const image = (size: number | null = side) => tf.input({ shape: [size, size, 1] });
const modelOf = (input: tfjs.SymbolicTensor, output: unknown) =>
  tf.model({ inputs: input, outputs: output as tfjs.SymbolicTensor });
/** Kernels of ones, so that no influence cancels out. */
const ones = { kernelInitializer: 'ones', useBias: false } as const;

function fieldOf(model: tfjs.LayersModel, name = model.layers.at(-1)?.name) {
  const [found] = [...receptiveFields(model)].filter(([layer]) => layer.name === name);
  const field = found?.[1];
  return field?.kind === 'window' ? [field.size, field.stride] : field?.kind;
}

/**
 * The most rows and columns of the input that change one position in the middle of the output: each row, then each
 * column is lit by itself in an image that is dark otherwise.
 */
function measuredSize(model: tfjs.LayersModel): readonly number[] {
  const lines = tf.eye(side).as4D(side, side, 1, 1);
  return [lines.tile([1, 1, side, 1]), lines.transpose([0, 2, 1, 3]).tile([1, side, 1, 1])].map(
    (lit, axis) => {
      const output = (model.predict(lit) as tfjs.Tensor4D).sum(3).mean(axis === 0 ? 2 : 1);
      const changed = output.notEqual(0).arraySync() as unknown as number[][];
      const middle = Math.floor((changed[0]?.length ?? 0) / 2);
      const extents = Array.from({ length: 8 }, (_, at) => {
        const seen = changed.map((ofLine) => ofLine[middle - 4 + at]);
        return seen.lastIndexOf(1) - seen.indexOf(1) + 1;
      });
      return Math.max(...extents);
    },
  );
}

test('receptive fields are those of the recurrence, worked out by hand', () => {
  const input = image(null);
  const first = layers.conv2d({ name: 'first', filters: 1, kernelSize: 7, strides: 2, padding: 'same' });
  const pool = layers.maxPooling2d({ name: 'pool', poolSize: 3, strides: 2, padding: 'same' });
  const last = layers.conv2d({ name: 'last', filters: 1, kernelSize: 3, dilationRate: 2, padding: 'same' });
  const model = modelOf(input, last.apply(pool.apply(first.apply(input))));
  assert.deepEqual(
    ['first', 'pool', 'last'].map((name) => fieldOf(model, name)),
    [
      [
        [7, 7],
        [2, 2],
      ],
      [
        [11, 11],
        [4, 4],
      ],
      [
        [27, 27],
        [4, 4],
      ],
    ],
  );
});

test('MobileNetV2 as the encoder of unet() sees the 491 pixels known of it at its last block', () => {
  const field = fieldOf(unet(), 'block_16_project');
  assert.deepEqual(field, [
    [491, 491],
    [32, 32],
  ]);
});

test('what has an influence in a real model is what is said of it', () => {
  const input = image();
  const conv = (options: Partial<Parameters<typeof layers.conv2d>[0]>) =>
    layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same', ...ones, ...options });
  const up = (options: Partial<Parameters<typeof layers.conv2dTranspose>[0]>) =>
    layers.conv2dTranspose({ filters: 1, kernelSize: 3, strides: 2, padding: 'same', ...ones, ...options });
  const down = conv({ strides: 2 }).apply(input) as tfjs.SymbolicTensor;
  const models: Record<string, unknown> = {
    rectangular: conv({ kernelSize: [5, 3], strides: [2, 1] }).apply(input),
    'dilated after a stride': conv({ dilationRate: 3 }).apply(down),
    averaged: layers.averagePooling2d({ poolSize: 3, strides: 2 }).apply(down),
    transposed: up({}).apply(down),
    'transposed, kernel 5, stride 3': up({ kernelSize: 5, strides: 3 }).apply(down),
    'transposed, kernel 2, valid': up({ kernelSize: 2, padding: 'valid' }).apply(down),
    'transposed, then a convolution': conv({}).apply(
      up({}).apply(conv({}).apply(down)) as tfjs.SymbolicTensor,
    ),
    'enlarged by the nearest': conv({}).apply(
      layers.upSampling2d({ size: [2, 2] }).apply(down) as tfjs.SymbolicTensor,
    ),
    'enlarged bilinearly': layers.upSampling2d({ size: [4, 4], interpolation: 'bilinear' }).apply(down),
    'a skip around a stride': layers
      .concatenate()
      .apply([up({}).apply(conv({ kernelSize: 5 }).apply(down)) as tfjs.SymbolicTensor, input]),
    'branches with different centres': layers.add().apply([
      conv({ kernelSize: 1 }).apply(
        layers
          .cropping2D({
            cropping: [
              [0, 6],
              [0, 6],
            ],
          })
          .apply(input) as tfjs.SymbolicTensor,
      ) as tfjs.SymbolicTensor,
      layers
        .cropping2D({
          cropping: [
            [6, 0],
            [6, 0],
          ],
        })
        .apply(input) as tfjs.SymbolicTensor,
    ]),
    'padded on one side': conv({ padding: 'valid', strides: 2 }).apply(
      layers
        .zeroPadding2d({
          padding: [
            [0, 1],
            [0, 1],
          ],
        })
        .apply(input) as tfjs.SymbolicTensor,
    ),
  };
  for (const [name, output] of Object.entries(models)) {
    const model = modelOf(input, output);
    const said = fieldOf(model);
    assert.deepEqual(Array.isArray(said) && said[0], measuredSize(model), name);
  }
});

test('models inside of others and sequential models are followed', () => {
  const inner = tf.sequential({
    name: 'inner',
    layers: [
      layers.conv2d({ name: 'a', filters: 1, kernelSize: 3, strides: 2, inputShape: [side, side, 1] }),
      layers.conv2d({ name: 'b', filters: 1, kernelSize: 3 }),
    ],
  });
  assert.deepEqual(fieldOf(inner, 'b'), [
    [7, 7],
    [2, 2],
  ]);
  const input = image(side * 2);
  const outer = modelOf(input, inner.apply(layers.maxPooling2d({ poolSize: 2 }).apply(input)));
  assert.deepEqual(fieldOf(outer, 'b'), [
    [14, 14],
    [4, 4],
  ]);
});

test('global pooling sees the whole image, and so does what takes from it', () => {
  const model = deepLabV3Plus();
  assert.equal(fieldOf(model, 'aspp_pool'), 'whole');
  assert.equal(fieldOf(model, 'label_xf'), 'whole');
});

test('layers of other kinds and inputs that are no images have no receptive field', () => {
  const input = image();
  const permuted = layers.permute({ dims: [2, 1, 3] }).apply(input) as tfjs.SymbolicTensor;
  const model = modelOf(input, layers.conv2d({ filters: 1, kernelSize: 3 }).apply(permuted));
  assert.equal(fieldOf(model), undefined);
  const table = tf.input({ shape: [4] });
  assert.equal(fieldOf(modelOf(table, layers.dense({ units: 2 }).apply(table))), undefined);
});
