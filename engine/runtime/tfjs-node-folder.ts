import { createRequire } from 'node:module';
import path from 'node:path';

/** Returns the folder of tfjs-node, where its binding (`lib`) and TensorFlow (`deps`) belong. */
export function tfjsNodeFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json'));
}

/** Returns the path of the compiled binding; tfjs-node 4.22 knows Node-API up to version 8. */
export function bindingFile(folder: string = tfjsNodeFolder()): string {
  return path.join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');
}
