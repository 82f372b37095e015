import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../tensorflow/runtime.ts';

type Tensor = tfjs.SymbolicTensor;

/** A stage of inverted residuals as in Sandler et al., 2018, table 2. */
const stages = [
  { expansion: 1, filters: 16, blocks: 1, stride: 1 },
  { expansion: 6, filters: 24, blocks: 2, stride: 2 },
  { expansion: 6, filters: 32, blocks: 3, stride: 2 },
  { expansion: 6, filters: 64, blocks: 4, stride: 2 },
  { expansion: 6, filters: 96, blocks: 3, stride: 1 },
  { expansion: 6, filters: 160, blocks: 3, stride: 2 },
  { expansion: 6, filters: 320, blocks: 1, stride: 1 },
] as const;

/** Where decoders tap the encoder: the last feature map of each size, by its layer's name in Keras. */
export const ENCODER_TAPS = [
  'block_1_expand_relu',
  'block_3_expand_relu',
  'block_6_expand_relu',
  'block_13_expand_relu',
  'block_16_project',
] as const;
export type EncoderTap = (typeof ENCODER_TAPS)[number];

/**
 * The feature maps of Keras's MobileNetV2 (alpha 1.0) up to `block_16_project`, which is taken before its batch
 * normalisation. Layer names, the asymmetric padding at stride 2, momentum and epsilon are Keras's, so that its
 * weights fit.
 *
 * @param input images scaled to -1..1, sides a multiple of 32
 */
export function mobileNetV2(input: Tensor, trainable: boolean): Record<EncoderTap, Tensor> {
  const network = new MobileNetV2(trainable);
  return network.build(input);
}

class MobileNetV2 {
  readonly #trainable: boolean;
  readonly #taps = new Map<string, Tensor>();

  constructor(trainable: boolean) {
    this.#trainable = trainable;
  }

  build(input: Tensor): Record<EncoderTap, Tensor> {
    const { layers } = tensorflow().tf;
    const stem = layers
      .conv2d({ name: 'Conv1', filters: 32, kernelSize: 3, strides: 2, padding: 'same', ...this.#common() })
      .apply(input) as Tensor;
    let x = this.#relu(this.#normalize(stem, 'bn_Conv1'), 'Conv1_relu');
    let index = 0;
    for (const { expansion, filters, blocks, stride } of stages) {
      for (let block = 0; block < blocks; block += 1) {
        x = this.#invertedResidual(x, { index, expansion, filters, stride: block === 0 ? stride : 1 });
        index += 1;
      }
    }
    return Object.fromEntries(ENCODER_TAPS.map((name) => [name, this.#tap(name)])) as Record<
      EncoderTap,
      Tensor
    >;
  }

  #invertedResidual(
    input: Tensor,
    block: {
      readonly index: number;
      readonly expansion: number;
      readonly filters: number;
      readonly stride: number;
    },
  ): Tensor {
    const { layers } = tensorflow().tf;
    const prefix = block.index === 0 ? 'expanded_conv_' : `block_${block.index}_`;
    const channels = input.shape.at(-1) as number;
    const expanded = block.expansion === 1 ? input : this.#expand(input, prefix, channels * block.expansion);
    const filtered = this.#depthwise(expanded, prefix, block.stride);
    const projected = this.#pointwise(filtered, `${prefix}project`, block.filters);
    this.#taps.set(`${prefix}project`, projected);
    // Nothing reads what follows the bottleneck; a layer without a reader is not part of the model.
    const normalized = this.#normalize(projected, `${prefix}project_BN`);
    return block.stride === 1 && channels === block.filters
      ? (layers.add({ name: `${prefix}add` }).apply([input, normalized]) as Tensor)
      : normalized;
  }

  #expand(input: Tensor, prefix: string, filters: number): Tensor {
    const wide = this.#normalize(this.#pointwise(input, `${prefix}expand`, filters), `${prefix}expand_BN`);
    return this.#relu(wide, `${prefix}expand_relu`);
  }

  #depthwise(input: Tensor, prefix: string, stride: number): Tensor {
    const { layers } = tensorflow().tf;
    const padded =
      stride === 1
        ? input
        : (layers
            .zeroPadding2d({
              name: `${prefix}pad`,
              padding: [
                [0, 1],
                [0, 1],
              ],
            })
            .apply(input) as Tensor);
    const { useBias, trainable } = this.#common();
    const filtered = layers
      .depthwiseConv2d({
        name: `${prefix}depthwise`,
        kernelSize: 3,
        strides: stride,
        padding: stride === 1 ? 'same' : 'valid',
        useBias,
        trainable,
      })
      .apply(padded) as Tensor;
    return this.#relu(this.#normalize(filtered, `${prefix}depthwise_BN`), `${prefix}depthwise_relu`);
  }

  #pointwise(input: Tensor, name: string, filters: number): Tensor {
    return tensorflow()
      .tf.layers.conv2d({ name, filters, kernelSize: 1, padding: 'same', ...this.#common() })
      .apply(input) as Tensor;
  }

  #normalize(input: Tensor, name: string): Tensor {
    return tensorflow()
      .tf.layers.batchNormalization({ name, momentum: 0.999, epsilon: 1e-3, trainable: this.#trainable })
      .apply(input) as Tensor;
  }

  #relu(input: Tensor, name: string): Tensor {
    const output = tensorflow().tf.layers.reLU({ name, maxValue: 6 }).apply(input) as Tensor;
    this.#taps.set(name, output);
    return output;
  }

  #tap(name: EncoderTap): Tensor {
    const tensor = this.#taps.get(name);
    if (tensor === undefined) {
      throw new Error(`MobileNetV2 has no layer "${name}"`);
    }
    return tensor;
  }

  #common() {
    return { useBias: false, trainable: this.#trainable } as const;
  }
}
