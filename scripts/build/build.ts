import { Progress } from '../lib/progress.ts';
import { buildMain } from './build-main.ts';
import { buildRenderer } from './build-renderer.ts';
import { ifChanged } from './if-changed.ts';

/** Builds what Electron loads, each part only if its sources have changed since it was built. */
export async function build(): Promise<void> {
  const progress = new Progress();
  const shared = ['engine/contract', 'package-lock.json'];
  await ifChanged('main', ['main', ...shared], () => {
    progress.say('Building the main process');
    return buildMain({ minify: false });
  });
  await ifChanged('renderer', ['renderer', ...shared], () => {
    progress.say('Building the window');
    return buildRenderer();
  });
}
