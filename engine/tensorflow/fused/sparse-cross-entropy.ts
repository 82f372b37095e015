import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../runtime.ts';
import { rawOperation } from './raw-operation.ts';

/**
 * Mean over all elements of the cross-entropy between class codes and logits, by TensorFlow's fused operation.
 * Codes with a fraction are truncated, as Keras does.
 *
 * @param labels class codes, shape [...]
 * @param logits shape [..., classes]
 * @param classWeights one factor a class; the mean is still over the number of elements, as Keras's `class_weight`
 */
export function sparseCrossEntropy(
  labels: tfjs.Tensor,
  logits: tfjs.Tensor,
  classWeights?: readonly number[],
): tfjs.Scalar {
  const { tf } = tensorflow();
  const classes = logits.shape.at(-1) as number;
  const codes = tf.cast(tf.reshape(labels, [-1]), 'int32');
  const weights = classWeights === undefined ? undefined : tf.gather(tf.tensor1d([...classWeights]), codes);
  const compute = tf.customGrad((flat, save) => {
    const types = { T: { type: 'float32' }, Tlabels: { type: 'int32' } } as const;
    const [losses, gradient] = rawOperation(
      'SparseSoftmaxCrossEntropyWithLogits',
      types,
      [flat as tfjs.Tensor, codes],
      2,
    );
    const weighted = weights === undefined ? (losses as tfjs.Tensor) : tf.mul(losses as tfjs.Tensor, weights);
    // What the gradient needs must be saved; the scope of the loss ends before it runs.
    (save as tfjs.GradSaveFunc)([gradient as tfjs.Tensor, ...(weights === undefined ? [] : [weights])]);
    return {
      value: tf.div(tf.sum(weighted), codes.size),
      gradFunc: (dy, [saved, savedWeights]) => {
        const scaled = tf.mul(saved as tfjs.Tensor, tf.div(dy as tfjs.Tensor, codes.size));
        return savedWeights === undefined ? scaled : tf.mul(scaled, tf.expandDims(savedWeights, 1));
      },
    };
  });
  return compute(tf.reshape(logits, [-1, classes])) as tfjs.Scalar;
}
