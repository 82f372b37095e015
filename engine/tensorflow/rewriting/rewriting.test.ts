import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as tfjs from '@tensorflow/tfjs';
import { sparseCrossEntropy } from '../fused/sparse-cross-entropy.ts';
import type { HostTensor } from '../host-tensor.ts';
import { tensorflow } from '../runtime.ts';
import { floats, runnable } from '../testing/run-traced.ts';
import { compareClassPlanes, computeLossOnPlanes } from './class-planes.ts';
import { foldNormalization } from './fold-normalization.ts';
import { dropIdleOperations } from './idle-operations.ts';
import type { RewriteRule } from './rewrite-trace.ts';
import { padInsideConvolutions } from './same-padding.ts';
import { splitConvolutions } from './split-convolutions.ts';
import { computeSubPixels } from './sub-pixel-convolution.ts';

const { tf } = tensorflow();
type Image = tfjs.Tensor4D;

const random = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, 'float32', seed);
const filterOf = (...shape: [number, number, number, number]) => random(shape, shape.length) as Image;

interface Case {
  readonly rule: RewriteRule;
  readonly does: string;
  readonly image: readonly [number, number, number];
  readonly run: (image: Image) => tfjs.Tensor[];
  /** Operations that must, and that must not, be in the rewritten graph. */
  readonly has: readonly string[];
  readonly lacks: readonly string[];
}

const gamma = random([4], 1);
const beta = random([4], 2);
const mean = random([4], 3);
const variance = tf.abs(random([4], 4));
const normalize = (x: tfjs.Tensor) =>
  tf.batchNorm(
    x as Image,
    mean as tfjs.Tensor1D,
    variance as tfjs.Tensor1D,
    beta as tfjs.Tensor1D,
    gamma as tfjs.Tensor1D,
    1e-3,
  );
const pad = (x: Image, before: number, after: number) =>
  tf.pad4d(x, [
    [0, 0],
    [before, after],
    [before, after],
    [0, 0],
  ]);
const gradient = (of: (x: Image) => tfjs.Tensor, at: Image) =>
  tf.grad((x) => tf.sum(tf.square(of(x as Image))) as tfjs.Scalar)(at);
const upsample = (x: Image, filter: Image, stride: number) =>
  tf.conv2dTranspose(
    x,
    filter,
    [x.shape[0], x.shape[1] * stride, x.shape[2] * stride, filter.shape[2]],
    stride,
    'same',
  );

/** Cross-entropy of logits between -50 and 50, whose powers overflow if nothing is taken off, with codes 0, 1 and 2. */
const lossOf = (x: tfjs.Tensor) => {
  const codes = tf.floor(tf.mul(tf.abs(x.slice([0, 0, 0, 0], [-1, -1, -1, 1])), 2.99));
  return sparseCrossEntropy(codes, tf.mul(x, 50));
};

const wide = filterOf(3, 3, 3, 4);
const depthwise = filterOf(3, 3, 2, 2);
const projection = filterOf(1, 1, 5, 3);
const large = filterOf(3, 3, 2, 5);
const up = filterOf(3, 3, 2, 5);

/** The gradients of both parts of a concatenation, or of the first one alone. */
function concatenation(parts: 1 | 2, next: (x: Image) => tfjs.Tensor): (image: Image) => tfjs.Tensor[] {
  return (image) => {
    const other = tf.mul(tf.slice(image, [0, 0, 0, 0], [-1, -1, -1, 2]), 2) as Image;
    const joined = (x: tfjs.Tensor, y: tfjs.Tensor) => tf.sum(tf.square(next(tf.concat([x, y], 3) as Image)));
    return parts === 1
      ? [tf.grad((x) => joined(x, other) as tfjs.Scalar)(image)]
      : tf.grads((x, y) => joined(x as tfjs.Tensor, y as tfjs.Tensor) as tfjs.Scalar)([image, other]);
  };
}

const cases: readonly Case[] = [
  {
    rule: dropIdleOperations,
    does: 'leaves out a reshape to the same shape and a cast to the same type, and keeps others',
    image: [2, 2, 3],
    run: (x) => [x.reshape(x.shape).cast('float32').reshape([-1, 3]).neg()],
    has: ['Reshape'],
    lacks: ['Cast'],
  },
  {
    rule: dropIdleOperations,
    does: 'keeps a reshape that is idle at one batch size by chance',
    image: [2, 2, 3],
    run: (x) => [
      x
        .reshape([x.shape[0], 12])
        .neg()
        .reshape([2, x.shape[0] * 6])
        .neg(),
    ],
    has: ['Reshape'],
    lacks: [],
  },
  {
    rule: foldNormalization,
    does: 'scales the filter of a convolution',
    image: [5, 5, 3],
    run: (x) => [normalize(tf.conv2d(x, wide, 2, 'same'))],
    has: ['Conv2D', 'BiasAdd'],
    lacks: ['FusedBatchNorm'],
  },
  {
    rule: foldNormalization,
    does: 'scales the filter of a depthwise convolution with a multiplier',
    image: [5, 5, 2],
    run: (x) => [normalize(tf.depthwiseConv2d(x, depthwise, 1, 'same'))],
    has: ['DepthwiseConv2dNative', 'BiasAdd'],
    lacks: ['FusedBatchNorm'],
  },
  {
    rule: foldNormalization,
    does: 'keeps a normalisation whose input is needed elsewhere',
    image: [5, 5, 3],
    run: (x) => {
      const convolved = tf.conv2d(x, wide, 1, 'same');
      return [normalize(convolved), convolved.neg()];
    },
    has: ['FusedBatchNorm'],
    lacks: ['BiasAdd'],
  },
  {
    rule: padInsideConvolutions,
    does: 'pads inside convolutions and their gradients where the zeros are those of "same"',
    image: [6, 6, 2],
    run: (x) => [gradient((image) => tf.depthwiseConv2d(pad(image, 0, 1), depthwise, 2, 'valid'), x)],
    has: ['DepthwiseConv2dNativeBackpropInput'],
    lacks: ['PadV2', 'Slice'],
  },
  {
    rule: padInsideConvolutions,
    does: 'pads inside the gradient of a filter',
    image: [6, 6, 3],
    run: (x) => [
      tf.grad(
        (filter) => tf.sum(tf.square(tf.conv2d(pad(x, 0, 1), filter as Image, 2, 'valid'))) as tfjs.Scalar,
      )(wide),
    ],
    has: ['Conv2DBackpropFilter'],
    lacks: ['PadV2'],
  },
  {
    rule: padInsideConvolutions,
    does: 'keeps zeros that "same" would put elsewhere',
    image: [6, 6, 3],
    run: (x) => [tf.conv2d(pad(x, 1, 0), wide, 2, 'valid')],
    has: ['PadV2'],
    lacks: [],
  },
  {
    rule: splitConvolutions,
    does: 'computes no gradient for the part of a concatenation that needs none',
    image: [3, 3, 3],
    run: concatenation(1, (x) => upsample(x, up, 2)),
    has: ['Conv2D', 'Slice'],
    lacks: ['SplitV'],
  },
  {
    rule: splitConvolutions,
    does: 'computes the gradients of both parts apart where the filter is small',
    image: [4, 4, 3],
    run: concatenation(2, (x) => tf.conv2d(x, projection, 1, 'same')),
    has: ['Conv2DBackpropInput'],
    lacks: ['SplitV'],
  },
  {
    rule: splitConvolutions,
    does: 'splits the result where the filter is the larger of the two',
    image: [2, 2, 3],
    run: concatenation(2, (x) => upsample(x, large, 2)),
    has: ['SplitV'],
    lacks: [],
  },
  ...(
    [
      [3, 2],
      [4, 2],
      [2, 2],
      [5, 3],
      [4, 3],
    ] as const
  ).map(
    ([kernel, stride]): Case => ({
      rule: computeSubPixels,
      does: `computes a transposed convolution of kernel ${kernel} and stride ${stride} as an ordinary one`,
      image: [3, 4, 5],
      run: (x) => [upsample(x, filterOf(kernel, kernel, 1, 5), stride)],
      has: ['DepthToSpace'],
      lacks: ['Conv2DBackpropInput'],
    }),
  ),
  {
    rule: computeSubPixels,
    does: 'keeps a transposed convolution that fills its vector registers',
    image: [3, 3, 5],
    run: (x) => [upsample(x, filterOf(3, 3, 16, 5), 2)],
    has: ['Conv2DBackpropInput'],
    lacks: ['DepthToSpace'],
  },
  {
    rule: compareClassPlanes,
    does: 'finds the largest of few classes, the first of equal ones',
    image: [3, 4, 3],
    run: (x) => [tf.cast(tf.argMax(tf.round(x), -1), 'float32')],
    has: ['Greater'],
    lacks: ['ArgMax'],
  },
  {
    rule: compareClassPlanes,
    does: 'keeps an axis that the batch is on, and many classes',
    image: [2, 2, 9],
    run: (x) => [
      tf.cast(tf.argMax(tf.transpose(x.reshape([-1, 36]), [1, 0]), -1), 'float32').sum(),
      tf.cast(tf.argMax(x, -1), 'float32'),
    ],
    has: ['ArgMax'],
    lacks: ['Greater'],
  },
  {
    rule: computeLossOnPlanes,
    does: 'computes loss and gradient of few classes',
    image: [3, 4, 3],
    run: (x) => [lossOf(x), tf.grad(lossOf)(x)],
    has: ['GatherV2'],
    lacks: ['SparseSoftmaxCrossEntropyWithLogits'],
  },
  {
    rule: computeLossOnPlanes,
    does: 'keeps the loss of many classes',
    image: [2, 2, 9],
    run: (x) => [lossOf(x)],
    has: ['SparseSoftmaxCrossEntropyWithLogits'],
    lacks: ['GatherV2'],
  },
];

for (const { rule, does, image, run, has, lacks } of cases) {
  test(`${rule.name} ${does}`, async () => {
    const traced = {
      inputs: [{ name: 'image', dtype: 'float32', shape: [-1, ...image] } as const],
      run: ([x]: readonly tfjs.Tensor[]) => run(x as Image),
    };
    const [plain, rewritten] = [await runnable(traced), await runnable(traced, [rule])];
    const missing = has.filter((op) => !rewritten.operations.includes(op));
    const left = lacks.filter((op) => rewritten.operations.includes(op));
    assert.deepEqual({ missing, left }, { missing: [], left: [] }, rewritten.operations.join());
    for (const batch of [1, 4]) {
      const input = floats([batch, ...image], [...random([batch, ...image], batch).dataSync()]);
      assertClose(rewritten.call(input), plain.call(input));
    }
  });
}

test('computeLossOnPlanes refuses a code that is none of the classes', async () => {
  const { call } = await runnable(
    {
      inputs: [
        { name: 'codes', dtype: 'float32', shape: [-1] },
        { name: 'logits', dtype: 'float32', shape: [-1, 3] },
      ],
      run: ([codes, logits]) => [sparseCrossEntropy(codes as tfjs.Tensor, logits as tfjs.Tensor)],
    },
    [computeLossOnPlanes],
  );
  assert.throws(() => call(floats([1], [3]), floats([1, 3], [0, 0, 0])), /3 is not in \[0, 3\)/);
});

function assertClose(actual: readonly HostTensor[], expected: readonly HostTensor[]): void {
  for (const [index, { shape, data }] of expected.entries()) {
    assert.deepEqual(actual[index]!.shape, shape);
    const values = actual[index]!.data as Float32Array;
    const scale = Math.max(1, ...(data as Float32Array).map(Math.abs));
    const worst = Math.max(...values.map((value, at) => Math.abs(value - Number(data[at]))));
    assert.ok(worst < 1e-5 * scale, `output ${index} is off by ${worst} of ${scale}`);
  }
}
