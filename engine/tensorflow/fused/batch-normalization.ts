import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../runtime.ts';
import type { Layer, LayerCall } from '../tracing/layer-scopes.ts';
import { rawOperation } from './raw-operation.ts';

interface LayerVariable {
  read(): tfjs.Tensor;
  write(value: tfjs.Tensor): void;
}

/** The fields of tfjs's BatchNormalization layer that its computation depends on. */
interface BatchNormalization extends Layer {
  readonly axis: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma?: LayerVariable;
  readonly beta?: LayerVariable;
  readonly movingMean: LayerVariable;
  readonly movingVariance: LayerVariable;
}

/**
 * BatchNormalization by TensorFlow's fused operation where it can be: images, channels last, in training. A frozen
 * layer normalises by its moving statistics also in training, as Keras has it (tfjs goes on updating them), and one
 * without scale or offset can be trained (tfjs fails).
 */
export function fusedBatchNormalization(layer: Layer): LayerCall {
  const normalization = layer as BatchNormalization;
  const original = layer.call.bind(layer);
  return (inputs, options) => {
    const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor;
    const training = options.training === true && layer.trainable;
    return training && isFusable(normalization, input)
      ? normalizeInTraining(normalization, input)
      : original(inputs, { ...options, training });
  };
}

function isFusable({ axis }: BatchNormalization, input: tfjs.Tensor): boolean {
  return input.rank === 4 && (axis === -1 || axis === input.rank - 1);
}

function normalizeInTraining(layer: BatchNormalization, input: tfjs.Tensor): tfjs.Tensor {
  const { tf } = tensorflow();
  let statistics: readonly tfjs.Tensor[] = [];
  const normalize = tf.customGrad((...args) => {
    const [x, gamma, beta] = args as tfjs.Tensor[] as [tfjs.Tensor, tfjs.Tensor, tfjs.Tensor];
    const save = args.at(-1) as unknown as tfjs.GradSaveFunc;
    const outputs = forward(layer.epsilon, x, gamma, beta);
    const [y, mean, variance, ...reserved] = outputs as [
      tfjs.Tensor,
      tfjs.Tensor,
      tfjs.Tensor,
      ...tfjs.Tensor[],
    ];
    // Kept beyond the scope that customGrad closes after this function.
    statistics = [tf.keep(mean), tf.keep(variance)];
    save([x, gamma, ...reserved]);
    return { value: y, gradFunc: (dy, saved) => backward(layer.epsilon, dy as tfjs.Tensor, saved) };
  });
  const channels = [input.shape.at(-1) as number];
  const scale = layer.gamma?.read() ?? tf.ones(channels);
  const offset = layer.beta?.read() ?? tf.zeros(channels);
  const y = normalize(input, scale, offset);
  updateMovingStatistics(layer, input, statistics);
  tf.dispose([...statistics]);
  return y;
}

function forward(epsilon: number, x: tfjs.Tensor, gamma: tfjs.Tensor, beta: tfjs.Tensor): tfjs.Tensor[] {
  const none = tensorflow().tf.tensor1d([], 'float32');
  return rawOperation('FusedBatchNormV3', attributes(epsilon), [x, gamma, beta, none, none], 6);
}

function backward(epsilon: number, dy: tfjs.Tensor, saved: readonly tfjs.Tensor[]): tfjs.Tensor[] {
  return rawOperation('FusedBatchNormGradV3', attributes(epsilon), [dy, ...saved], 5).slice(0, 3);
}

function attributes(epsilon: number) {
  return {
    T: { type: 'float32' },
    U: { type: 'float32' },
    epsilon: { float: epsilon },
    data_format: 'NHWC',
    is_training: true,
  } as const;
}

function updateMovingStatistics(
  layer: BatchNormalization,
  input: tfjs.Tensor,
  [mean, variance]: readonly tfjs.Tensor[],
): void {
  const { tf } = tensorflow();
  // The fused operation gives the sample variance (n - 1 below); tfjs's layer keeps the population's.
  const count = input.size / (input.shape.at(-1) ?? 1);
  const population = tf.mul(variance as tfjs.Tensor, tf.div(tf.scalar(count - 1), tf.scalar(count)));
  moveTowards(layer.movingMean, mean as tfjs.Tensor, layer.momentum);
  moveTowards(layer.movingVariance, population, layer.momentum);
}

function moveTowards(variable: LayerVariable, value: tfjs.Tensor, momentum: number): void {
  const { tf } = tensorflow();
  const current = variable.read();
  variable.write(tf.sub(current, tf.mul(tf.sub(current, value), 1 - momentum)));
}
