import { Progress } from '../lib/progress.ts';
import { provideEncoder } from './encoder.ts';
import { type Purpose, provideSystemPackages } from './system-packages.ts';
import { provideBinding } from './tensorflow-binding.ts';
import { provideTensorflow } from './tensorflow-library.ts';

/**
 * Sees to everything that npm does not install. Each step looks first and does only what is missing, so a second run
 * takes no time and an interrupted one goes on where it ended.
 *
 * @throws ReportedError
 */
export async function setUp(purpose: Purpose): Promise<void> {
  const progress = new Progress();
  await provideSystemPackages(purpose, progress);
  const tensorflow = await provideTensorflow(progress);
  await provideBinding(tensorflow, progress);
  await provideEncoder(progress).catch((error: Error) =>
    progress.say(`No pretrained encoder: ${error.message}. Training starts from random weights.`),
  );
  if (purpose === 'engine') return;
  // Its tools are not there where only the engine's packages are installed.
  const { provideElectron } = await import('./electron.ts');
  await provideElectron(progress);
}
