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
    await page.evaluate(`${scroller}.scrollTop = 0`);
    await page.waitForTimeout(1000);
    const gaps = await page.evaluate<readonly number[]>(scrollDown);
    const heap = (await heapBytes(page)) / 1e6;
    const began = performance.now();
    await cell.getByRole('combobox', { name: 'Group by' }).click();
    await page.getByRole('option', { name: 'Group by kind' }).click();
    await cell.getByRole('button', { name: /^0 – / }).waitFor({ timeout: 60_000 });
    const grouping = performance.now() - began;
    await page.evaluate(scrollDown);
    await page.evaluate(`${scroller}.scrollTop = 0`);
    await page.waitForTimeout(1000);
    const groupedGaps = await page.evaluate<readonly number[]>(scrollDown);
    return [
      own('notebook: grid of 100,000 records, frame while scrolling, median', quantile(gaps, 0.5), 'ms'),
      own('notebook: grid of 100,000 records, frame while scrolling, longest', Math.max(...gaps), 'ms', 50),
      own('notebook: heap of the window with 100,000 records', heap, 'MB', 250),
      own('notebook: 100,000 records grouped by a feature for the first time', grouping, 'ms'),
      own(
        'notebook: grouped grid of 100,000 records, frame while scrolling, median',
        quantile(groupedGaps, 0.5),
        'ms',
      ),
      own(
        'notebook: grouped grid of 100,000 records, frame while scrolling, longest',
        Math.max(...groupedGaps),
        'ms',
        50,
      ),
    ];
  } finally {
    await engine.stop();
  }
}

/** The listbox stays where it is, what scrolls is around it. */
const scroller = `document.querySelector('[role="listbox"]').parentElement`;

/**
 * Scrolls a step each frame; the time between frames is what a person sees. Text, since these scripts are not compiled
 * for a page.
 */
const scrollDown = `
  (async () => {
    const grid = ${scroller};
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
