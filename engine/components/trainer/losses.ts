import type * as tfjs from '@tensorflow/tfjs';
import { sparseCrossEntropy } from '../../tensorflow/fused/sparse-cross-entropy.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import type { BatchFunction } from '../../tensorflow/training/training-graph.ts';
import type { TrainingParameters } from './training-parameters.ts';

/** The loss function of a name; the model's outputs are logits. */
export function lossFunction({
  loss,
  class_weights: weights,
}: Pick<TrainingParameters, 'loss' | 'class_weights'>): BatchFunction {
  const { tf } = tensorflow();
  switch (loss) {
    case 'sparse_categorical_crossentropy':
      return (labels, logits) =>
        sparseCrossEntropy(labels, logits, weights.length === 0 ? undefined : weights);
    case 'binary_crossentropy':
      return (labels, logits) => tf.losses.sigmoidCrossEntropy(like(labels, logits), logits) as tfjs.Scalar;
    case 'mean_squared_error':
      return (labels, outputs) =>
        tf.mean(tf.squaredDifference(like(labels, outputs), outputs)) as tfjs.Scalar;
    case 'mean_absolute_error':
      return (labels, outputs) => tf.mean(tf.abs(tf.sub(like(labels, outputs), outputs))) as tfjs.Scalar;
  }
}

/** What is measured beside a loss, under the names that Keras gives. */
export function metricFunctions(loss: TrainingParameters['loss']): Record<string, BatchFunction> {
  const { tf } = tensorflow();
  switch (loss) {
    case 'sparse_categorical_crossentropy':
      return { accuracy: sparseAccuracy };
    case 'binary_crossentropy':
      return {
        accuracy: (labels, logits) =>
          share(tf.equal(tf.cast(tf.greater(logits, 0), 'float32'), like(labels, logits))),
      };
    case 'mean_squared_error':
    case 'mean_absolute_error':
      return {
        mean_absolute_error: (labels, outputs) =>
          tf.mean(tf.abs(tf.sub(like(labels, outputs), outputs))) as tfjs.Scalar,
      };
  }
}

/** As Keras compares: the code of the largest logit with the label as it is, so a label with a fraction never fits. */
const sparseAccuracy: BatchFunction = (labels, logits) => {
  const { tf } = tensorflow();
  const codes = tf.cast(tf.argMax(logits, -1), 'float32');
  return share(tf.equal(codes, tf.cast(tf.reshape(labels, codes.shape), 'float32')));
};

function share(hits: tfjs.Tensor): tfjs.Scalar {
  const { tf } = tensorflow();
  return tf.mean(tf.cast(hits, 'float32')) as tfjs.Scalar;
}

function like(labels: tfjs.Tensor, outputs: tfjs.Tensor): tfjs.Tensor {
  const { tf } = tensorflow();
  return tf.cast(tf.reshape(labels, outputs.shape), 'float32');
}
