import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../runtime.ts';
import { rawOperation } from './raw-operation.ts';

let registered = false;

/**
 * Teaches tfjs TensorFlow's own gradient operations, where its formulas take several passes over memory, and its
 * gather without the look at the indices that no trace can grant. Idempotent.
 */
export function registerFusedGradients(): void {
  if (registered) {
    return;
  }
  registered = true;
  const { tf } = tensorflow();
  replaceGradient(tf, 'Relu', 'ReluGrad');
  replaceGradient(tf, 'Relu6', 'Relu6Grad');
  tf.unregisterKernel('GatherV2', 'tensorflow');
  tf.registerKernel({ kernelName: 'GatherV2', backendName: 'tensorflow', kernelFunc: gather });
}

/**
 * `ReluGrad` and its like take the gradient and the layer's input or output. With the output, nothing needs the input
 * any more, so that TensorFlow rectifies in place.
 */
function replaceGradient(tf: typeof tfjs, kernelName: string, op: string): void {
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    kernelName,
    outputsToSave: [true],
    gradFunc: (dy, saved) => ({
      x: () =>
        rawOperation(
          op,
          { T: { type: 'float32' } },
          [dy as tfjs.Tensor, saved[0] as tfjs.Tensor],
          1,
        )[0] as tfjs.Tensor,
    }),
  });
}

const gather: tfjs.KernelFunc = ({ inputs, attrs }) => {
  const { tf } = tensorflow();
  const { x, indices } = inputs as unknown as { x: tfjs.Tensor; indices: tfjs.Tensor };
  const { axis = 0, batchDims = 0 } = attrs as { axis?: number; batchDims?: number };
  if (batchDims !== 0) {
    throw new RangeError('tf.gather with batchDims is not supported');
  }
  const types = {
    Tparams: { type: x.dtype },
    Tindices: { type: indices.dtype },
    Taxis: { type: 'int32' },
  } as const;
  const axisTensor = tf.scalar(axis, 'int32');
  const [gathered] = rawOperation('GatherV2', types, [x, indices, axisTensor], 1);
  axisTensor.dispose();
  return gathered as tfjs.Tensor;
};
