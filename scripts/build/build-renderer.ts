import { build } from 'vite';
import { inProject } from '../lib/project.ts';

/** Builds the window to `dist/renderer`. */
export async function buildRenderer(): Promise<void> {
  await build({ configFile: inProject('renderer', 'vite.config.ts'), logLevel: 'warn' });
}
