import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../runtime.ts';
import type { Layer, LayerCall, LayerReplacement } from '../tracing/layer-scopes.ts';
import { fusedBatchNormalization } from './batch-normalization.ts';
import { dilatedConvolution } from './dilated-convolution.ts';
import { broadcastLayerNormalization } from './layer-normalization.ts';
import { type StepSource, statelessDropout, statelessNoise } from './random-layers.ts';

/**
 * Replacements for the layers of tfjs that are slow or cannot be traced as they are, one set for each trace.
 *
 * @param step the tensor that random layers draw by; undefined outside of training
 */
export function layerReplacements(step: StepSource = () => undefined): LayerReplacement {
  const indices = new Map<string, number>();
  return (layer) => {
    const index = indices.get(layer.name) ?? indices.size;
    indices.set(layer.name, index);
    switch (layer.getClassName()) {
      case 'BatchNormalization':
        return fusedBatchNormalization(layer);
      case 'LayerNormalization':
        return broadcastLayerNormalization(layer);
      case 'Conv2D':
        return dilatedConvolution(layer);
      case 'ReLU':
        return rectifier(layer);
      case 'Dropout':
        return statelessDropout(layer, index, step);
      case 'GaussianNoise':
        return statelessNoise(layer, index, step);
      default:
        return undefined;
    }
  };
}

/** tfjs clips in three passes what TensorFlow does in one. */
function rectifier(layer: Layer): LayerCall | undefined {
  const { maxValue } = layer as Layer & { readonly maxValue?: number };
  if (maxValue !== 6) {
    return undefined;
  }
  return (inputs) => tensorflow().tf.relu6((Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor);
}
