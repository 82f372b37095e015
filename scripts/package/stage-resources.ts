import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inProject } from '../lib/project.ts';
import { compileEngine } from './compile-engine.ts';
import { writeGpuManifest } from './gpu-manifest.ts';
import { gatherLicences } from './licences.ts';
import { copyProductionModules, productionFolders } from './production-modules.ts';
import { layRuntimeFiles } from './runtime-files.ts';

/**
 * Lays out all that lies beside the app's archive, in the shape of the repository: the engine finds its modules, the
 * sample and the window where it finds them in development.
 */
export async function stageResources(resources: string): Promise<void> {
  await rm(resources, { recursive: true, force: true });
  await mkdir(resources, { recursive: true });
  await compileEngine(resources);
  await copyProductionModules(resources);
  await layRuntimeFiles(resources);
  for (const folder of ['assets/samples', 'assets/templates', 'dist/renderer']) {
    await cp(inProject(folder), path.join(resources, folder), { recursive: true });
  }
  await mkdir(path.join(resources, 'assets', 'icons'), { recursive: true });
  await cp(inProject('assets/icons/millrace.png'), path.join(resources, 'assets/icons/millrace.png'));
  await describeApp(path.join(resources, 'package.json'));
  await writeGpuManifest(path.join(resources, 'gpu-runtime.json'));
  await gatherLicences(resources, await productionFolders());
}

/** The engine reads its name and version from where the repository has them. */
async function describeApp(file: string): Promise<void> {
  const { name, version } = JSON.parse(await readFile(inProject('package.json'), 'utf8')) as Record<
    string,
    string
  >;
  await writeFile(file, JSON.stringify({ name, version, type: 'module' }));
}
