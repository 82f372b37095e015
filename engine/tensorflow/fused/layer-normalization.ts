import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../runtime.ts';
import type { Layer, LayerCall } from '../tracing/layer-scopes.ts';

interface LayerNormalization extends Layer {
  readonly axis: readonly number[];
  readonly epsilon: number;
  readonly gamma: { read(): tfjs.Tensor } | null;
  readonly beta: { read(): tfjs.Tensor } | null;
}

/**
 * Layer normalisation that broadcasts, where tfjs tiles scale and offset over the batch: the gradient of that adds up
 * example by example, so that a graph of it would hold for one size of the batch only.
 */
export function broadcastLayerNormalization(layer: Layer): LayerCall {
  const { axis, epsilon, gamma, beta } = layer as LayerNormalization;
  return (inputs) => {
    const { tf } = tensorflow();
    const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor;
    const aligned = (weight: tfjs.Tensor) =>
      tf.reshape(
        weight,
        input.shape.map((size, at) => (axis.includes(at) ? size : 1)),
      );
    const { mean, variance } = tf.moments(input, [...axis], true);
    const normal = tf.mul(tf.sub(input, mean), tf.rsqrt(tf.add(variance, epsilon)));
    const scaled = gamma === null ? normal : tf.mul(normal, aligned(gamma.read()));
    return beta === null ? scaled : tf.add(scaled, aligned(beta.read()));
  };
}
