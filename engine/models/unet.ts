import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../tensorflow/runtime.ts';
import { mobileNetV2 } from './mobilenet-v2.ts';

type Tensor = tfjs.SymbolicTensor;

export interface SegmentationModelOptions {
  /** Side of the square input image in pixels, a multiple of 32. */
  readonly size?: number;
  readonly classes?: number;
  /** Names of the image and of the logits, which are also the names of the features they stand for. */
  readonly inputName?: string;
  readonly outputName?: string;
  /** Whether training changes the encoder. */
  readonly encoderTrainable?: boolean;
  /** How slowly the decoder's moving statistics follow; lower it for trainings of few steps. */
  readonly decoderMomentum?: number;
}

/** Channels of each doubling of the feature map, from the bottleneck up. */
const UPSAMPLING = [512, 256, 128, 64] as const;

/**
 * A UNet (Ronneberger et al., 2015) on MobileNetV2: 6,504,227 parameters for three classes, of which the frozen
 * encoder leaves 4,660,323 to train. Gives logits of shape [batch, size, size, classes] for images in -1..1.
 */
export function unet({
  size = 128,
  classes = 3,
  inputName = 'image_xf',
  outputName = 'label_xf',
  encoderTrainable = false,
  decoderMomentum = 0.99,
}: SegmentationModelOptions = {}): tfjs.LayersModel {
  const { tf } = tensorflow();
  const input = tf.input({ shape: [size, size, 3], name: inputName });
  const taps = mobileNetV2(input, encoderTrainable);
  const skips = [
    taps.block_13_expand_relu,
    taps.block_6_expand_relu,
    taps.block_3_expand_relu,
    taps.block_1_expand_relu,
  ];
  const decoded = UPSAMPLING.reduce<Tensor>((x, filters, index) => {
    const name = `up_${index + 1}`;
    const skip = skips[index] as Tensor;
    return tf.layers
      .concatenate({ name: `${name}_concat` })
      .apply([upsample(x, { filters, name, momentum: decoderMomentum }), skip]) as Tensor;
  }, taps.block_16_project);
  const logits = tf.layers
    .conv2dTranspose({ name: outputName, filters: classes, kernelSize: 3, strides: 2, padding: 'same' })
    .apply(decoded) as Tensor;
  return tf.model({ name: 'unet_mobilenetv2', inputs: input, outputs: logits });
}

/** Doubles the sides; weights start from N(0, 0.02) as in pix2pix, where the block comes from. */
function upsample(
  input: Tensor,
  { filters, name, momentum }: { readonly filters: number; readonly name: string; readonly momentum: number },
): Tensor {
  const { layers, initializers } = tensorflow().tf;
  const wide = layers
    .conv2dTranspose({
      name: `${name}_conv`,
      filters,
      kernelSize: 3,
      strides: 2,
      padding: 'same',
      useBias: false,
      kernelInitializer: initializers.randomNormal({ mean: 0, stddev: 0.02 }),
    })
    .apply(input) as Tensor;
  const normalized = layers.batchNormalization({ name: `${name}_BN`, momentum }).apply(wide) as Tensor;
  return layers.reLU({ name: `${name}_relu` }).apply(normalized) as Tensor;
}
