import type * as tfjs from '@tensorflow/tfjs';
import { drawUniform } from '../../tensorflow/fused/random-layers.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import type { Augment } from '../../tensorflow/training/training-graph.ts';
import { TrainerError } from './trainer-error.ts';
import type { TrainingParameters } from './training-parameters.ts';

type Kind = TrainingParameters['augmentation'][number];

/** Random numbers of different kinds must differ; layers count theirs from 0. */
const FIRST_STREAM = 1000;

/** Smallest side of a crop, and the largest change of brightness and contrast. */
const SMALLEST_CROP = 0.8;
const COLOR_CHANGE = 0.2;

/**
 * Random changes of training images inside the graph, drawn from the step's number, so that a resumed training sees
 * the same ones. A mask of the image's size is flipped and cropped with it; its codes are never mixed. Where a model has
 * several inputs, its first image is changed.
 *
 * @returns undefined when nothing is to be changed; what it returns throws TrainerError "wrong-model" without an image
 */
export function augmentation(kinds: readonly Kind[]): Augment | undefined {
  if (kinds.length === 0) {
    return undefined;
  }
  return (inputs, labels, step) => {
    const position = inputs.findIndex(({ rank }) => rank === 4);
    const image = inputs[position] as tfjs.Tensor4D | undefined;
    if (image === undefined) {
      throw new TrainerError('wrong-model', 'Augmentation changes images, but the model takes none', {
        hint: 'Take flip, crop and color out of the augmentation',
        location: { parameter: 'augmentation' },
      });
    }
    const changed = kinds.reduce(
      (pair, kind, index) => changes[kind](pair, (shape) => drawUniform(shape, step, FIRST_STREAM + index)),
      { image, mask: isMask(labels, image) ? (labels as tfjs.Tensor3D) : null } as Pair,
    );
    return { inputs: inputs.with(position, changed.image), labels: changed.mask ?? labels };
  };
}

interface Pair {
  readonly image: tfjs.Tensor4D;
  readonly mask: tfjs.Tensor3D | null;
}

type Draw = (shape: readonly number[]) => tfjs.Tensor;

const changes: Readonly<Record<Kind, (pair: Pair, draw: Draw) => Pair>> = {
  flip: ({ image, mask }, draw) => {
    const { tf } = tensorflow();
    const coin = tf.cast(tf.less(draw([image.shape[0], 1, 1, 1]), 0.5), 'float32');
    const flip = (x: tfjs.Tensor, flips: tfjs.Tensor) =>
      tf.add(tf.mul(x, tf.sub(1, flips)), tf.mul(tf.reverse(x, 2), flips));
    return {
      image: flip(image, coin) as tfjs.Tensor4D,
      mask: mask && (flip(mask, tf.squeeze(coin, [3])) as tfjs.Tensor3D),
    };
  },
  crop: ({ image, mask }, draw) => {
    const { tf } = tensorflow();
    const [batch, height, width] = image.shape;
    const [y, x, scale] = tf.unstack(draw([batch, 3]), 1) as [tfjs.Tensor, tfjs.Tensor, tfjs.Tensor];
    const side = tf.add(tf.mul(scale, 1 - SMALLEST_CROP), SMALLEST_CROP);
    const [top, left] = [y, x].map((at) => tf.mul(at, tf.sub(1, side))) as [tfjs.Tensor, tfjs.Tensor];
    const boxes = tf.stack([top, left, tf.add(top, side), tf.add(left, side)], 1) as tfjs.Tensor2D;
    const crop = (pixels: tfjs.Tensor4D, method: 'bilinear' | 'nearest') =>
      tf.image.cropAndResize(pixels, boxes, tf.range(0, batch, 1, 'int32'), [height, width], method);
    return {
      image: crop(image, 'bilinear'),
      mask: mask && (tf.squeeze(crop(tf.expandDims(mask, 3), 'nearest'), [3]) as tfjs.Tensor3D),
    };
  },
  color: ({ image, mask }, draw) => {
    const { tf } = tensorflow();
    const drawn = tf.mul(tf.sub(tf.mul(draw([2, image.shape[0], 1, 1, 1]), 2), 1), COLOR_CHANGE);
    const [brightness, contrast] = tf.unstack(drawn) as [tfjs.Tensor, tfjs.Tensor];
    const mean = tf.mean(image, [1, 2, 3], true);
    const stretched = tf.add(tf.mul(tf.sub(image, mean), tf.add(contrast, 1)), mean);
    return { image: tf.add(stretched, brightness), mask };
  },
};

function isMask(labels: tfjs.Tensor, image: tfjs.Tensor4D): boolean {
  return labels.rank === 3 && labels.shape[1] === image.shape[1] && labels.shape[2] === image.shape[2];
}
