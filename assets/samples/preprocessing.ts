/**
 * Preprocessing of the pets pipeline. Whatever happens here happens in the same way in training, in evaluation and
 * in the served model, because it is traced once and becomes part of their TensorFlow graph.
 */
import type * as tf from '@tensorflow/tfjs';

/** @param inputs raw features by name, a batch at a time; shapes come from the schema */
export function preprocessingFn(inputs: { image: tf.Tensor; label: tf.Tensor }) {
  return {
    // MobileNetV2 was trained on pixels from -1 to 1.
    image_xf: inputs.image.div(127.5).sub(1),
    label_xf: inputs.label,
  };
}
