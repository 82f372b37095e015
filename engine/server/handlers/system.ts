import type { DoctorCheck, SystemView, systemMethods } from '../../contract/system.ts';
import { browseFolder } from '../browse-folder.ts';
import type { Handlers } from '../handler.ts';
import type { MachineUsage } from '../machine-usage.ts';

export interface SystemSources {
  readonly engineVersion: string;
  readonly usage: MachineUsage;
  /** The TensorFlow that workers load; null while it is not installed. */
  readonly tensorflow: () => Promise<SystemView['tensorflow']>;
  readonly doctor: () => Promise<readonly DoctorCheck[]>;
  readonly workers: () => number;
  /** The folder on whose disk artifacts are written. */
  readonly diskFolder: () => string;
}

export function systemHandlers(sources: SystemSources): Handlers<typeof systemMethods, unknown> {
  return {
    'system.get': async () => ({
      ...(await sources.usage.sample(sources.diskFolder())),
      engineVersion: sources.engineVersion,
      tensorflow: await sources.tensorflow(),
      workers: sources.workers(),
    }),
    'system.doctor': async () => [...(await sources.doctor())],
    'system.browse': ({ path }) => browseFolder(path),
  };
}
