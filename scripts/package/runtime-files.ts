import { chmod, copyFile, cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { cachedEncoderFile } from '../../engine/runtime/encoder-file.ts';
import { tensorflowFolder } from '../../engine/runtime/tensorflow-folder.ts';
import { bindingFile } from '../../engine/runtime/tfjs-node-folder.ts';
import { runCommand } from '../lib/command.ts';

const tfjsNode = path.join('node_modules', '@tensorflow', 'tfjs-node-gpu');

/** Lays the programs and libraries that are no JavaScript into the app: Node, TensorFlow, the binding, the encoder. */
export async function layRuntimeFiles(resources: string): Promise<void> {
  await layNode(path.join(resources, 'node'));
  await layTensorflow(path.join(resources, tfjsNode));
  await mkdir(path.join(resources, 'encoders'), { recursive: true });
  const encoder = cachedEncoderFile();
  await copyFile(encoder, path.join(resources, 'encoders', path.basename(encoder)));
}

async function layNode(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const node = path.join(folder, path.basename(process.execPath));
  await copyFile(process.execPath, node);
  await chmod(node, 0o755);
  await strip(node);
}

/** The CPU build runs everywhere; the one for a graphics card is fetched on request. */
async function layTensorflow(target: string): Promise<void> {
  const source = path.join(tensorflowFolder('cpu'), 'tensorflow');
  const libraries = (await readdir(source)).filter((name) => name.startsWith('libtensorflow'));
  await mkdir(path.join(target, 'deps', 'lib'), { recursive: true });
  for (const name of libraries) {
    const library = path.join(target, 'deps', 'lib', name);
    await cp(path.join(source, name), library);
    await strip(library);
  }
  const binding = path.join(
    target,
    path.relative(path.dirname(path.dirname(path.dirname(bindingFile()))), bindingFile()),
  );
  await mkdir(path.dirname(binding), { recursive: true });
  await copyFile(bindingFile(), binding);
}

/** Symbols serve debuggers only and are a quarter of TensorFlow; a system without `strip` ships them. */
async function strip(file: string): Promise<void> {
  const flags = process.platform === 'darwin' ? ['-x'] : ['--strip-unneeded'];
  await runCommand('strip', [...flags, file]);
}
