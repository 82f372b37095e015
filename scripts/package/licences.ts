import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tensorflowFolder } from '../../engine/runtime/tensorflow-folder.ts';
import { inProject } from '../lib/project.ts';

interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly folder: string;
}

/**
 * Gathers the licences of all that the app brings along: `BUNDLED.txt` lists what is inside, the folders beside it hold
 * the texts.
 */
export async function gatherLicences(resources: string, moduleFolders: readonly string[]): Promise<void> {
  const target = path.join(resources, 'licenses');
  const modules = await Promise.all(moduleFolders.map(describeModule));
  for (const each of modules) await copyTexts(each.folder, path.join(target, 'npm', each.name));
  await copyTexts(nodeFolder(), path.join(target, 'node'));
  await copyTexts(
    path.join(tensorflowFolder('cpu'), 'tensorflow', 'include'),
    path.join(target, 'tensorflow'),
  );
  await copyTexts(inProject('.'), path.join(target, 'millrace'));
  await writeFile(path.join(target, 'BUNDLED.txt'), list(modules));
}

const nodeFolder = (): string => path.dirname(path.dirname(process.execPath));

async function describeModule(folder: string): Promise<Bundled> {
  const text = await readFile(inProject(folder, 'package.json'), 'utf8');
  const { name, version, license } = JSON.parse(text) as Record<string, unknown>;
  return {
    name: String(name),
    version: String(version),
    licence: typeof license === 'string' ? license : 'see its text',
    folder: inProject(folder),
  };
}

async function copyTexts(source: string, target: string): Promise<void> {
  const texts = (await readdir(source)).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
  if (texts.length === 0) return;
  await mkdir(target, { recursive: true });
  for (const name of texts) await copyFile(path.join(source, name), path.join(target, name));
}

function list(modules: readonly Bundled[]): string {
  const lines = modules.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  return [
    'Electron and Chromium: MIT, BSD and others (LICENSE.electron.txt, LICENSES.chromium.html)',
    'TensorFlow: Apache-2.0',
    `Node ${process.version}: MIT and others`,
    `${modules.length} packages of npm, each under its own licence`,
    '',
    ...[...new Set(lines)].sort(),
    '',
  ].join('\n');
}
