import { isDeepStrictEqual } from 'node:util';
import type { Source } from '../tracing/recording.ts';
import { attributeValue } from './recording-view.ts';
import type { RewriteRule } from './rewrite-trace.ts';

/**
 * Leaves out reshapes to the shape that is there already and casts to the same type. They cost nothing themselves, but
 * stand between operations that TensorFlow would fuse (tfjs reshapes after each normalisation).
 */
export const dropIdleOperations: RewriteRule = (view, index) => {
  const operation = view.operation(index);
  const [input] = operation.inputs;
  const isIdle =
    (operation.op === 'Reshape' && isDeepStrictEqual(view.shape(input), operation.outputs[0]?.shape)) ||
    (operation.op === 'Cast' && attributeValue(operation, 'SrcT') === attributeValue(operation, 'DstT'));
  return isIdle ? (draft) => [draft.translate(input as Source)] : undefined;
};
