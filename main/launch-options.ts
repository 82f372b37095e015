import { notebookArgument } from './documents/open-arguments.ts';

/** What a start, or a second start, asks for. */
export interface LaunchOptions {
  readonly notebook: string | null;
  /** Open the sample where no notebook is named. */
  readonly sample: boolean;
}

/** Reads a command line of the app; what it does not know belongs to Chromium. */
export function launchOptions(parameters: readonly string[], folder: string): LaunchOptions {
  return { notebook: notebookArgument(parameters, folder), sample: parameters.includes('--sample') };
}

/** Returns the parameters of the engine's `serve` for a start. */
export function engineParameters({ notebook, sample }: LaunchOptions): readonly string[] {
  if (notebook !== null) return [notebook];
  return sample ? ['--sample'] : [];
}
