import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { inProject } from '../lib/project.ts';
import { setFuses } from './fuses.ts';
import { noticeSigning } from './signing.ts';

export interface BuilderPlace {
  /** What `stageResources` laid out. */
  readonly resources: string;
  readonly output: string;
  /** An unpacked Electron runtime to use in place of a download, with its version. */
  readonly electron: { readonly folder: string; readonly version: string } | null;
  /** Whose releases hold the installers and are looked at for updates; without one there are no updates. */
  readonly repository: { readonly owner: string; readonly repo: string } | null;
  /** The installers of Linux that can be made here. */
  readonly linuxTargets: readonly ('AppImage' | 'deb')[];
}

/** Makes electron-builder's configuration. */
export function builderConfig(place: BuilderPlace): Configuration {
  const { resources, output, electron, repository, linuxTargets } = place;
  return {
    appId: 'org.millrace.Millrace',
    productName: 'Millrace',
    copyright: 'Copyright © 2026 the Millrace authors',
    directories: { output, buildResources: inProject('assets', 'icons') },
    ...(electron ? { electronDist: electron.folder, electronVersion: electron.version } : {}),
    // The archive holds main and its preload script, bundled; the engine's packages lie beside it.
    files: ['dist/main/**', 'package.json', '!node_modules'],
    extraResources: [
      { from: resources, to: '.', filter: ['**/*'] },
      // Named apart, because electron-builder leaves out every node_modules that it is not pointed at.
      { from: path.join(resources, 'node_modules'), to: 'node_modules', filter: ['**/*'] },
    ],
    // A deb names a home page; `.invalid` is the domain for those that have none.
    extraMetadata: { main: 'dist/main/main.cjs', homepage: homepage(repository) },
    // The older runtime of AppImage would start the app without Chromium's sandbox.
    toolsets: { appimage: '1.0.3' },
    asar: true,
    npmRebuild: false,
    removePackageScripts: true,
    fileAssociations: [
      {
        ext: 'pipeline.yaml',
        name: 'Millrace notebook',
        description: 'Millrace notebook',
        mimeType: 'application/x-millrace-pipeline',
        role: 'Editor',
      },
    ],
    afterPack,
    linux: { ...linux, target: [...linuxTargets] },
    deb: { depends: ['libgtk-3-0', 'libnss3', 'libasound2', 'libatk-bridge2.0-0', 'libgbm1'] },
    ...mac,
    ...windows,
    publish: repository === null ? null : { provider: 'github', ...repository, releaseType: 'draft' },
  };
}

const homepage = (repository: BuilderPlace['repository']): string =>
  repository === null
    ? 'https://millrace.invalid'
    : `https://github.com/${repository.owner}/${repository.repo}`;

const linux: NonNullable<Configuration['linux']> = {
  icon: 'millrace.png',
  category: 'Science',
  synopsis: 'Production ML pipelines on your own workstation',
  maintainer: 'the Millrace authors',
  executableName: 'millrace',
};

const mac: Configuration = {
  mac: {
    target: [{ target: 'dmg' }, { target: 'zip' }],
    icon: 'millrace.icns',
    category: 'public.app-category.developer-tools',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: inProject('assets', 'entitlements', 'app.plist'),
    entitlementsInherit: inProject('assets', 'entitlements', 'helper.plist'),
    notarize: process.env.APPLE_ID !== undefined,
  },
};

const windows: Configuration = {
  win: {
    target: ['nsis'],
    icon: 'millrace.ico',
    verifyUpdateCodeSignature: true,
  },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};

async function afterPack({ appOutDir, packager, electronPlatformName }: AfterPackContext): Promise<void> {
  const product = packager.appInfo.productFilename;
  const names: Readonly<Record<string, string>> = {
    darwin: `${product}.app`,
    win32: `${product}.exe`,
    linux: 'millrace',
  };
  // The launcher of development has no place in an app.
  await rm(path.join(appOutDir, 'resources', 'default_app.asar'), { force: true });
  await setFuses(path.join(appOutDir, names[electronPlatformName] ?? product));
  noticeSigning(electronPlatformName);
}
