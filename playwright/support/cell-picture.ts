import { expect, type Locator } from '@playwright/test';
import type { CellModel } from '../models/cell-model.ts';
import type { NotebookWindow } from '../models/notebook-window.ts';

const themes = ['dark', 'light'] as const;

/**
 * Compares a cell with the picture of that name. What differs from run to run or from machine to machine is covered:
 * moments, durations, progress, paths; everything else must not differ.
 */
export async function expectPicture(cell: CellModel, name: string): Promise<void> {
  await cell.frame.scrollIntoViewIfNeeded();
  await waitUntilQuiet(cell);
  await expect(cell.frame).toHaveScreenshot(`${name}.png`, {
    mask: [cell.frame.locator('time, [class*="summary"]'), ...changing(cell)],
    maskColor: '#808080',
  });
}

/** Compares the upper part of a cell with the picture of that name: where its state is told, and why. */
export async function expectHead(
  cell: CellModel,
  name: string,
  { height = 112, isReused = false }: { readonly height?: number; readonly isReused?: boolean } = {},
): Promise<void> {
  await cell.frame.evaluate((frame) => frame.scrollIntoView({ block: 'start' }));
  await waitUntilQuiet(cell);
  await cell.frame.page().mouse.move(0, 0);
  const place = await cell.frame.boundingBox();
  expect(place).not.toBeNull();
  const { x, y, width } = place ?? { x: 0, y: 0, width: 0 };
  await expect(cell.frame.page()).toHaveScreenshot(`${name}.png`, {
    clip: { x, y, width, height: Math.min(height, place?.height ?? height) },
    // Whose result was reused is told in words; how long a run took differs.
    mask: [cell.frame.locator(isReused ? 'time' : 'time, [class*="summary"]'), ...changing(cell)],
    maskColor: '#808080',
  });
}

async function waitUntilQuiet({ frame }: CellModel): Promise<void> {
  await expect(frame.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  const page = frame.page();
  // Notices may lie over the cell; they go by themselves or when they are told to.
  for (const dismiss of await page.getByRole('button', { name: 'Dismiss' }).all()) {
    await dismiss.press('Enter', { timeout: 1000 }).catch(() => undefined);
  }
  await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 15_000 });
}

/** How far a cell is, and problems that name a folder of this machine. */
function changing({ frame }: CellModel): Locator[] {
  return [frame.getByRole('progressbar'), frame.locator('[class*="words"], [class*="problem"]')];
}

/** Does something in the dark theme, then in the light one. */
export async function inBothThemes(
  app: NotebookWindow,
  take: (theme: string) => Promise<void>,
): Promise<void> {
  for (const theme of themes) {
    await app.command(`Theme: ${theme}`);
    await expect(app.page.getByRole('combobox', { name: 'Search cells and commands' })).toBeHidden();
    await take(theme);
  }
}
