import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../runtime.ts';
import type { Layer, LayerCall } from '../tracing/layer-scopes.ts';
import { rawOperation } from './raw-operation.ts';

/** Gives the number of the step that is traced, as a tensor of the graph: int32, scalar. */
export type StepSource = () => tfjs.Tensor | undefined;

/**
 * Dropout whose mask TensorFlow draws anew in every step, from the step's number and the layer's place: a resumed
 * training then draws what an uninterrupted one would have drawn.
 */
export function statelessDropout(layer: Layer, index: number, step: StepSource): LayerCall {
  const { rate } = layer as Layer & { readonly rate: number };
  return (inputs, { training }) => {
    const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor;
    const seed = step();
    if (training !== true || rate <= 0 || seed === undefined) {
      return input;
    }
    const { tf } = tensorflow();
    const kept = tf.greaterEqual(drawUniform(input.shape, seed, index), rate);
    return tf.div(tf.mul(input, tf.cast(kept, 'float32')), 1 - rate);
  };
}

/** Additive noise of the layer's standard deviation, drawn like dropout's mask. */
export function statelessNoise(layer: Layer, index: number, step: StepSource): LayerCall {
  const { stddev } = layer as Layer & { readonly stddev: number };
  return (inputs, { training }) => {
    const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor;
    const seed = step();
    if (training !== true || seed === undefined) {
      return input;
    }
    const { tf } = tensorflow();
    return tf.add(input, tf.mul(draw('StatelessRandomNormal', input.shape, seed, index), stddev));
  };
}

/**
 * Random numbers from 0 to 1 that follow from a step's number.
 *
 * @param index tells apart the streams of one step
 */
export function drawUniform(shape: readonly number[], step: tfjs.Tensor, index: number): tfjs.Tensor {
  return draw('StatelessRandomUniform', shape, step, index);
}

function draw(op: string, shape: readonly number[], step: tfjs.Tensor, index: number): tfjs.Tensor {
  const { tf } = tensorflow();
  const seed = tf.stack([step, tf.scalar(index, 'int32')]);
  const types = { dtype: { type: 'float32' }, T: { type: 'int32' }, Tseed: { type: 'int32' } } as const;
  return rawOperation(op, types, [tf.tensor1d([...shape], 'int32'), seed], 1)[0] as tfjs.Tensor;
}
