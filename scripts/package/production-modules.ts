import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { inProject } from '../lib/project.ts';
import { isNeeded } from './needed-files.ts';

const descriptionSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

/** Packages of the engine's dependencies that a package of the app has no use for. */
const left: ReadonlySet<string> = new Set([
  // Bundled into main.
  'electron-updater',
  // For tfjs's own command line.
  'core-js',
  'yargs',
  'argparse',
]);

/** Copies the packages that the engine imports, and theirs, without what never runs. */
export async function copyProductionModules(target: string): Promise<void> {
  const folders = await productionFolders();
  for (const folder of folders) {
    await copyModule(folder, path.join(target, folder));
  }
}

async function copyModule(folder: string, target: string): Promise<void> {
  const entries = await readdir(inProject(folder), { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const source = path.join(entry.parentPath, entry.name);
    const file = path.relative(inProject(folder), source);
    // Packages inside a package are copied for themselves.
    if (!entry.isFile() || file.split(path.sep).includes('node_modules') || !isNeeded(file, folder)) continue;
    await mkdir(path.dirname(path.join(target, file)), { recursive: true });
    await copyFile(source, path.join(target, file));
  }
}

/** Returns the folders of the packages the engine needs, as Node finds them from one another. */
export async function productionFolders(): Promise<readonly string[]> {
  const found = new Set<string>();
  const visit = async (folder: string): Promise<void> => {
    const { dependencies, optionalDependencies } = await readDependencies(folder);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = await locate(name, folder);
      if (place === null || found.has(place) || isLeft(name)) continue;
      found.add(place);
      await visit(place);
    }
  };
  await visit('.');
  return [...found].sort();
}

/** The Node binaries travel apart, and types are not code. */
function isLeft(name: string): boolean {
  return left.has(name) || /^node-(bin-)?(linux|darwin|win)/.test(name) || name.startsWith('@types/');
}

async function readDependencies(folder: string): Promise<z.infer<typeof descriptionSchema>> {
  return descriptionSchema.parse(JSON.parse(await readFile(inProject(folder, 'package.json'), 'utf8')));
}

/** Finds a package as Node does: in the folder's own node_modules, then in those above. */
async function locate(name: string, from: string): Promise<string | null> {
  const place = path.posix.join(from, 'node_modules', name);
  if (await readFile(inProject(place, 'package.json')).catch(() => null)) return place;
  const above = from.lastIndexOf('node_modules');
  if (from === '.' || above < 0) return null;
  return locate(name, above === 0 ? '.' : path.posix.dirname(from.slice(0, above)));
}
