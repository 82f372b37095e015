import type { Page } from '@playwright/test';
import type { Measurement } from '../measurement.ts';
import { own, quantile } from './own.ts';

const presses = 120;

/** From a key press to the frame that shows its effect, at the 95th percentile, while the sample trains. */
export async function keyLatency(page: Page): Promise<Measurement> {
  await page.getByRole('button', { name: /^Open the sample/ }).click();
  await page.locator('[id="cell-Trainer"]').getByRole('heading', { level: 3 }).click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.locator('[id="cell-Trainer"][data-state="running"]').waitFor({ timeout: 300_000 });
  await page.evaluate(watchKeys);
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press(press % 24 < 12 ? 'k' : 'j');
    await page.waitForTimeout(40);
  }
  const durations = await page.evaluate<readonly number[]>('window.keyDurations');
  await page.keyboard.press('ControlOrMeta+i');
  // The browser reports only what took 16 ms or more; the rest was faster.
  const all = [...durations, ...Array.from({ length: Math.max(0, presses - durations.length) }, () => 8)];
  return own('notebook: key press to paint while training, 95th percentile', quantile(all, 0.95), 'ms', 50);
}

/**
 * The browser's own measure (Event Timing): from the hardware's time stamp to the next paint. Text, since these scripts
 * are not compiled for a page.
 */
const watchKeys = `
  window.keyDurations = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name === 'keydown') window.keyDurations.push(entry.duration);
    }
  }).observe({ type: 'event', durationThreshold: 16 });
`;
