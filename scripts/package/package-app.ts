import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'electron-builder';
import { buildMain } from '../build/build-main.ts';
import { buildRenderer } from '../build/build-renderer.ts';
import { Progress } from '../lib/progress.ts';
import { inProject } from '../lib/project.ts';
import { builderConfig } from './builder-config.ts';
import { provideLinuxTools } from './linux-tools.ts';
import { noticeElectron } from './signing.ts';
import { measureParts, type PartSize } from './size-report.ts';
import { stageResources } from './stage-resources.ts';

export interface PackageOptions {
  /** Make this system's installers and not only the unpacked app. */
  readonly installers: boolean;
  /** Attach the installers to the draft of a release. */
  readonly publish: boolean;
}

export interface Packaged {
  /** The unpacked app. */
  readonly folder: string;
  /** What takes the room in it. */
  readonly sizes: readonly PartSize[];
}

/** Packages the app for this system into `release`. */
export async function packageApp({ installers, publish }: PackageOptions): Promise<Packaged> {
  const progress = new Progress();
  progress.say('Building main and the window');
  await buildMain({ minify: true });
  await buildRenderer();
  progress.say('Laying out the engine, Node and TensorFlow');
  const resources = inProject('dist', 'package');
  await stageResources(resources);
  progress.say('Packaging');
  const output = inProject('release');
  const electron = await unpackedElectron();
  noticeElectron(electron.version);
  const linuxTargets = installers && process.platform === 'linux' ? await provideLinuxTools() : [];
  await build({
    ...(installers ? {} : { dir: true }),
    publish: publish ? 'always' : 'never',
    config: builderConfig({
      resources,
      output,
      electron,
      linuxTargets,
      repository: releaseRepository(process.env.GITHUB_REPOSITORY),
    }),
  });
  const folder = path.join(output, unpackedName());
  progress.say('Measuring');
  return { folder, sizes: await measureParts(folder, resourcesOf(folder)) };
}

/** Reads `owner/repo`, as GitHub's workflows are told where they run. */
function releaseRepository(
  text: string | undefined,
): { readonly owner: string; readonly repo: string } | null {
  const [owner, repo] = text?.split('/') ?? [];
  return owner && repo ? { owner, repo } : null;
}

/** The runtime that set-up found, so that nothing is fetched a second time. */
async function unpackedElectron(): Promise<{ readonly folder: string; readonly version: string }> {
  const folder = inProject('node_modules', 'electron', 'dist');
  const version = (await readFile(path.join(folder, 'version'), 'utf8')).trim().replace(/^v/, '');
  return { folder, version };
}

function unpackedName(): string {
  const suffix = process.arch === 'x64' ? '' : `-${process.arch}`;
  if (process.platform === 'darwin') return `mac${suffix}`;
  return process.platform === 'win32' ? `win${suffix}-unpacked` : `linux${suffix}-unpacked`;
}

function resourcesOf(folder: string): string {
  return process.platform === 'darwin'
    ? path.join(folder, 'Millrace.app', 'Contents', 'Resources')
    : path.join(folder, 'resources');
}
