import { existsSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { type EngineCommand, engineCommand } from './engine/engine-command.ts';

/** The places the app works with, in the repository or in a package. */
export interface AppPlaces {
  readonly packaged: boolean;
  /** The repository's root, or the package's `resources` folder. */
  readonly folder: string;
  readonly userData: string;
  readonly preload: string;
  readonly icon: string | null;
  readonly licences: string;
  readonly engine: EngineCommand;
  /** Where the engine's output goes besides the log: to the terminal in development. */
  readonly echo: (text: string) => void;
}

/** Finds the places. The bundle of main lies in `dist/main` of the repository or of the package's archive. */
export function appPlace(): AppPlaces {
  const packaged = app.isPackaged;
  const folder = packaged ? process.resourcesPath : path.resolve(import.meta.dirname, '..', '..');
  const userData = app.getPath('userData');
  const icon = path.join(folder, 'assets', 'icons', 'millrace.png');
  return {
    packaged,
    folder,
    userData,
    preload: path.join(import.meta.dirname, 'preload.cjs'),
    icon: existsSync(icon) ? icon : null,
    licences: path.join(folder, 'licenses'),
    engine: engineCommand({
      packaged,
      folder,
      userData,
      platform: process.platform,
      variables: { ...process.env, ...ownDataFolder(userData) },
    }),
    echo: packaged ? () => undefined : (text) => process.stderr.write(text),
  };
}

/** An app that was given a data folder of its own, as tests do, keeps the engine's data in there as well. */
function ownDataFolder(userData: string): { readonly MILLRACE_DATA_HOME?: string } {
  const own = app.commandLine.hasSwitch('user-data-dir');
  return own ? { MILLRACE_DATA_HOME: path.join(userData, 'data') } : {};
}
