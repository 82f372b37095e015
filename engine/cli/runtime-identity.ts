import type { RuntimeIdentity } from '../orchestrator/pipeline-context.ts';
import { installedTensorflow } from '../runtime/installed-tensorflow.ts';

/** The TensorFlow that workers would load, found without loading it; null while it is not set up. */
export function readRuntimeIdentity(): RuntimeIdentity | null {
  return installedTensorflow();
}
