import { expect } from '@playwright/test';
import type { CellModel } from '../models/cell-model.ts';
import type { NotebookWindow } from '../models/notebook-window.ts';

const themes = ['dark', 'light'] as const;

/**
 * Compares a cell with the picture of that name. What differs from run to run or from machine to machine is covered:
 * moments, durations, progress, paths; everything else must not differ.
 */
export async function expectPicture(cell: CellModel, name: string): Promise<void> {
  await cell.frame.scrollIntoViewIfNeeded();
  await expect(cell.frame.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  // Toasts go by themselves; until then they may lie over the cell.
  await expect(cell.frame.page().getByRole('dialog')).toHaveCount(0, { timeout: 15_000 });
  await expect(cell.frame).toHaveScreenshot(`${name}.png`, {
    mask: [
      cell.frame.locator('time, [class*="summary"]'),
      cell.frame.getByRole('progressbar'),
      // How far a cell is, and problems that name a folder of this machine.
      cell.frame.locator('[class*="words"], [class*="problem"]'),
    ],
    maskColor: '#808080',
  });
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
