import { existsSync } from 'node:fs';
import type { RuntimeIdentity } from '../orchestrator/pipeline-context.ts';
import { tensorflowVersion } from '../runtime/pins.ts';
import { tensorflowFolder } from '../runtime/tensorflow-folder.ts';

/** The TensorFlow that workers would load, found without loading it; null while it is not set up. */
export function readRuntimeIdentity(): RuntimeIdentity | null {
  if (existsSync(tensorflowFolder('cuda'))) return { tensorflow: tensorflowVersion, device: 'gpu' };
  return existsSync(tensorflowFolder('cpu')) ? { tensorflow: tensorflowVersion, device: 'cpu' } : null;
}
