import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../runtime.ts';
import type { Layer, LayerCall } from '../tracing/layer-scopes.ts';

/** The fields of tfjs's Conv2D layer that its computation depends on. */
interface Conv2D extends Layer {
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly dilationRate: readonly number[];
  readonly padding: string;
  readonly kernel: { read(): tfjs.Tensor4D };
  readonly bias: { read(): tfjs.Tensor } | null;
  readonly activation: { apply(x: tfjs.Tensor): tfjs.Tensor };
}

/**
 * Dilated convolutions for training: tfjs has no gradient for them. As in TensorFlow itself before it had kernels for
 * it, the image is split into its interleaved grids (space to batch), each convolved without dilation.
 *
 * @returns undefined for layers that need no help
 */
export function dilatedConvolution(layer: Layer): LayerCall | undefined {
  const convolution = layer as Conv2D;
  const rate = convolution.dilationRate?.[0] ?? 1;
  const isSimple = convolution.padding === 'same' && convolution.strides.every((stride) => stride === 1);
  if (rate === 1 || !isSimple) {
    return undefined;
  }
  const original = layer.call.bind(layer);
  return (inputs, options) =>
    options.training === true
      ? convolve(convolution, (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor4D, rate)
      : original(inputs, options);
}

function convolve(layer: Conv2D, input: tfjs.Tensor4D, rate: number): tfjs.Tensor {
  const { tf } = tensorflow();
  const [top, left] = layer.kernelSize.map((size, axis) =>
    padding(size, input.shape[axis + 1] as number, rate),
  );
  const pads = [top, left] as [Padding, Padding];
  const grids = tf.spaceToBatchND(
    input,
    [rate, rate],
    pads.map(({ before, after, extra }) => [before, after + extra]),
  );
  const convolved = tf.conv2d(grids as tfjs.Tensor4D, layer.kernel.read(), 1, 'valid');
  const joined = tf.batchToSpaceND(
    convolved,
    [rate, rate],
    pads.map(({ extra }) => [0, extra]),
  );
  const biased = layer.bias === null ? joined : tf.add(joined, layer.bias.read());
  return layer.activation.apply(biased);
}

interface Padding {
  readonly before: number;
  readonly after: number;
  /** What makes the side a multiple of the rate; cut off again. */
  readonly extra: number;
}

/** "Same" padding of a dilated kernel. */
function padding(kernel: number, side: number, rate: number): Padding {
  const total = rate * (kernel - 1);
  const before = Math.floor(total / 2);
  const rest = (side + total) % rate;
  return { before, after: total - before, extra: rest === 0 ? 0 : rate - rest };
}
