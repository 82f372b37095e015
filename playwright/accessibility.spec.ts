import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './support/test.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious findings of axe as "rule: element" lines, so that a failing test says what to mend. */
async function findings(page: Page): Promise<readonly string[]> {
  // Evaluated through the debugger, which the page's own policy does not concern.
  await page.evaluate(axeSource);
  const results = await page.evaluate(async () => {
    // The lines between panels belong to no landmark: they lie between them.
    const axe = Reflect.get(window, 'axe') as { run(context: object, options: object): Promise<AxeResults> };
    return axe.run({ exclude: [['[role="separator"]']] }, { resultTypes: ['violations'] });
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  );
}

/** Of the dialogs that show files and how they differ. */
const tfx = 'Export to TFX (pipeline.py)';

for (const theme of ['dark', 'light', 'high contrast'] as const) {
  test(`axe finds nothing on any screen in the ${theme} theme`, async ({ app }) => {
    test.setTimeout(180_000);
    const { page } = app;
    await app.command(`Theme: ${theme}`);
    expect(await findings(page), 'start screen').toEqual([]);
    await app.openSample();
    await app.cell('StatisticsGen').run();
    await app.cell('StatisticsGen').expectState('fresh');
    await app.command('Show problems');
    expect(await findings(page), 'notebook').toEqual([]);
    for (const command of ['Settings', 'Keyboard shortcuts', 'Check this machine', 'Add cell below', tfx]) {
      await app.command(command);
      await expect(page.getByRole('dialog').first()).toBeVisible();
      expect(await findings(page), command).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await app.command('Show the step graph');
    await expect(page.locator('.react-flow__node').first()).toBeVisible();
    expect(await findings(page), 'step graph').toEqual([]);
  });
}

test('the whole window can be walked by keyboard, and the focus is always to be seen', async ({ app }) => {
  const { page } = app;
  await app.openSample();
  const seen = new Set<string>();
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) {
        return null;
      }
      const style = getComputedStyle(element);
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
      return {
        name: `${element.tagName} ${name || element.id}`,
        isVisible:
          style.outlineStyle !== 'none' || element.matches('input, textarea, [data-separator], .cm-content'),
      };
    });
    if (focus) {
      seen.add(focus.name);
      expect(focus.isVisible, focus.name).toBe(true);
    }
  }
  expect(seen.size).toBeGreaterThan(30);
});
