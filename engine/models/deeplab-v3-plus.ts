import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../tensorflow/runtime.ts';
import { mobileNetV2 } from './mobilenet-v2.ts';
import type { SegmentationModelOptions } from './unet.ts';

type Tensor = tfjs.SymbolicTensor;

/** Channels of the pyramid and of the decoder; half of the original's, to suit the small encoder. */
const CHANNELS = 128;
const LOW_LEVEL_CHANNELS = 48;

/** Dilations of the pyramid's 3x3 convolutions; the original's 6, 12 and 18 would reach past a map of 8x8. */
const RATES = [2, 4, 6] as const;

/**
 * DeepLabV3+ (Chen et al., 2018) on MobileNetV2: a pyramid of dilated convolutions over the map of a sixteenth of the
 * side, joined with the map of a quarter. Takes and gives what `unet` does, and is about a third of its size.
 */
export function deepLabV3Plus({
  size = 128,
  classes = 3,
  inputName = 'image_xf',
  outputName = 'label_xf',
  encoderTrainable = false,
  decoderMomentum = 0.99,
}: SegmentationModelOptions = {}): tfjs.LayersModel {
  const { tf } = tensorflow();
  const block = (x: Tensor, name: string, options: ConvolutionOptions) =>
    convolution(x, name, { ...options, momentum: decoderMomentum });
  const input = tf.input({ shape: [size, size, 3], name: inputName });
  const taps = mobileNetV2(input, encoderTrainable);
  const pyramid = spatialPyramid(taps.block_13_expand_relu, block);
  const raised = upsample(pyramid, 4, 'pyramid_up');
  const detail = block(taps.block_3_expand_relu, 'low_level', { filters: LOW_LEVEL_CHANNELS, kernelSize: 1 });
  const joined = tf.layers.concatenate({ name: 'decoder_concat' }).apply([raised, detail]) as Tensor;
  const decoded = [1, 2].reduce<Tensor>(
    (x, index) => block(x, `decoder_${index}`, { filters: CHANNELS, kernelSize: 3 }),
    joined,
  );
  const coarse = tf.layers
    .conv2d({ name: 'logits', filters: classes, kernelSize: 1 })
    .apply(decoded) as Tensor;
  return tf.model({
    name: 'deeplabv3plus_mobilenetv2',
    inputs: input,
    outputs: upsample(coarse, 4, outputName),
  });
}

interface ConvolutionOptions {
  readonly filters: number;
  readonly kernelSize: number;
  readonly rate?: number;
}

type Block = (x: Tensor, name: string, options: ConvolutionOptions) => Tensor;

function spatialPyramid(features: Tensor, block: Block): Tensor {
  const { layers } = tensorflow().tf;
  const branches = [
    block(features, 'aspp_1x1', { filters: CHANNELS, kernelSize: 1 }),
    ...RATES.map((rate) => block(features, `aspp_rate_${rate}`, { filters: CHANNELS, kernelSize: 3, rate })),
    pooledBranch(features, block),
  ];
  const joined = layers.concatenate({ name: 'aspp_concat' }).apply(branches) as Tensor;
  return block(joined, 'aspp_project', { filters: CHANNELS, kernelSize: 1 });
}

/** What the image as a whole looks like, at every place. */
function pooledBranch(features: Tensor, block: Block): Tensor {
  const { layers } = tensorflow().tf;
  const [, height, width, channels] = features.shape as [null, number, number, number];
  const pooled = layers.globalAveragePooling2d({ name: 'aspp_pool' }).apply(features) as Tensor;
  const point = layers.reshape({ name: 'aspp_point', targetShape: [1, 1, channels] }).apply(pooled) as Tensor;
  const mixed = block(point, 'aspp_pooled', { filters: CHANNELS, kernelSize: 1 });
  return layers.upSampling2d({ name: 'aspp_spread', size: [height, width] }).apply(mixed) as Tensor;
}

function convolution(
  x: Tensor,
  name: string,
  { filters, kernelSize, rate = 1, momentum }: ConvolutionOptions & { readonly momentum: number },
): Tensor {
  const { layers } = tensorflow().tf;
  const filtered = layers
    .conv2d({ name, filters, kernelSize, dilationRate: rate, padding: 'same', useBias: false })
    .apply(x) as Tensor;
  const normalized = layers.batchNormalization({ name: `${name}_BN`, momentum }).apply(filtered) as Tensor;
  return layers.reLU({ name: `${name}_relu` }).apply(normalized) as Tensor;
}

function upsample(x: Tensor, factor: number, name: string): Tensor {
  return tensorflow()
    .tf.layers.upSampling2d({ name, size: [factor, factor], interpolation: 'bilinear' })
    .apply(x) as Tensor;
}
