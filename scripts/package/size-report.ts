import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Returns the bytes of all files below a folder; links count nothing. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Says what takes the room in an unpacked app: its parts, largest first, in MB. */
export async function sizeReport(app: string, resources: string): Promise<string> {
  const modules = path.join(resources, 'node_modules');
  const tensorflow = path.join(modules, '@tensorflow', 'tfjs-node-gpu', 'deps');
  const whole = await folderBytes(app);
  const parts = {
    TensorFlow: await folderBytes(tensorflow),
    'Node 24': await folderBytes(path.join(resources, 'node')),
    'npm packages': (await folderBytes(modules)) - (await folderBytes(tensorflow)),
    engine: await folderBytes(path.join(resources, 'engine')),
    'sample and templates': await folderBytes(path.join(resources, 'assets')),
    window: await folderBytes(path.join(resources, 'dist')),
    encoder: await folderBytes(path.join(resources, 'encoders')),
    licences: await folderBytes(path.join(resources, 'licenses')),
  };
  const rest = whole - Object.values(parts).reduce((sum, size) => sum + size, 0);
  const rows = [...Object.entries({ ...parts, 'Electron and main': rest })].sort(([, a], [, b]) => b - a);
  return [...rows, ['in all', whole] as const].map(([name, size]) => row(name, size)).join('\n');
}

const row = (name: string, bytes: number): string => `${(bytes / 1e6).toFixed(1).padStart(8)} MB  ${name}`;
