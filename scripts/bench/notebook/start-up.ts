import path from 'node:path';
import { startElectron } from '../../../playwright/support/electron-app.ts';
import type { Measurement } from '../measurement.ts';
import { withDisplay } from './display.ts';
import { median, own } from './own.ts';

const repetitions = 3;

/**
 * From starting the desktop app until its first buttons can be pressed: cold with an empty profile, warm with the same
 * one again. Nothing where there is no display, not even a virtual one.
 */
export async function startUp(folder: string): Promise<readonly Measurement[]> {
  return (await withDisplay(() => measureStarts(folder))) ?? [];
}

async function measureStarts(folder: string): Promise<readonly Measurement[]> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const userData = path.join(folder, `profile-${repetition}`);
    cold.push(await millisecondsToUsable(userData));
    warm.push(await millisecondsToUsable(userData));
  }
  return [
    own('notebook: cold start to usable', median(cold), 'ms', 1500),
    own('notebook: warm start to usable', median(warm), 'ms', 900),
  ];
}

async function millisecondsToUsable(userData: string): Promise<number> {
  const startedMs = performance.now();
  const { app, page } = await startElectron({ userData });
  await page.getByRole('button', { name: /^Open the sample/ }).waitFor();
  const elapsed = performance.now() - startedMs;
  await app.close();
  return elapsed;
}
