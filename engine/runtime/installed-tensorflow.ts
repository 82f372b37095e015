import { existsSync } from 'node:fs';
import path from 'node:path';
import { tensorflowVersion } from './pins.ts';
import { tensorflowFolder } from './tensorflow-folder.ts';
import { bindingFile, tfjsNodeFolder } from './tfjs-node-folder.ts';

/** The TensorFlow that a worker would load. */
export interface InstalledTensorflow {
  readonly tensorflow: string;
  readonly device: 'cpu' | 'gpu';
}

/** Finds TensorFlow without loading it; null while it is not set up. The GPU build, where it was fetched, goes first. */
export function installedTensorflow(): InstalledTensorflow | null {
  const binding = existsSync(bindingFile()) && existsSync(path.join(tfjsNodeFolder(), 'deps', 'lib'));
  if (!binding) return null;
  return { tensorflow: tensorflowVersion, device: existsSync(tensorflowFolder('cuda')) ? 'gpu' : 'cpu' };
}
