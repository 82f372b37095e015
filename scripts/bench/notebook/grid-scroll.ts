import path from 'node:path';
import type { Page } from '@playwright/test';
import { EngineProcess } from '../../../playwright/support/engine-process.ts';
import type { Measurement } from '../measurement.ts';
import { writeManyPictures } from './many-pictures.ts';
import { own, quantile } from './own.ts';

const records = 100_000;
const frames = 240;
/** A fast flick: about nine screens a second. */
const pixelsAFrame = 60;

/** Frames while the image grid of 100,000 records scrolls, and the window's heap afterwards. */
export async function gridScroll(page: Page, folder: string): Promise<readonly Measurement[]> {
  const notebook = await writeManyPictures(folder, records);
  const engine = await EngineProcess.start({ dataHome: path.join(folder, 'grid-data'), notebook });
  try {
    await page.goto(engine.url);
    const cell = page.locator('[id="cell-ExampleGen"]');
    await cell.getByRole('button', { name: /^Run / }).first().click();
    await cell.getByRole('tab', { name: 'Examples' }).click({ timeout: 300_000 });
    const grid = cell.getByRole('listbox', { name: /pictures of train/ });
    await grid.waitFor({ timeout: 300_000 });
    // The first passes make the sheets of thumbnails, which is the engine's work and kept from then on.
    await page.evaluate(scrollDown);
    await page.waitForTimeout(8000);
    await page.evaluate(`document.querySelector('[role="listbox"]').scrollTop = 0`);
    await page.waitForTimeout(1000);
    const gaps = await page.evaluate<readonly number[]>(scrollDown);
    return [
      own('notebook: grid of 100,000 records, frame while scrolling, median', quantile(gaps, 0.5), 'ms'),
      own('notebook: grid of 100,000 records, frame while scrolling, longest', Math.max(...gaps), 'ms', 50),
      own('notebook: heap of the window with 100,000 records', (await heapBytes(page)) / 1e6, 'MB', 250),
    ];
  } finally {
    await engine.stop();
  }
}

/**
 * Scrolls a step each frame; the time between frames is what a person sees. Text, since these scripts are not compiled
 * for a page.
 */
const scrollDown = `
  (async () => {
    const grid = document.querySelector('[role="listbox"]');
    const gaps = [];
    let last = performance.now();
    for (let frame = 0; frame < ${frames}; frame += 1) {
      grid.scrollTop += ${pixelsAFrame};
      const now = await new Promise((resolve) => requestAnimationFrame(resolve));
      gaps.push(now - last);
      last = now;
    }
    return gaps.slice(2);
  })()
`;

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}
