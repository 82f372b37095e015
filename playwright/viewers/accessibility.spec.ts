import type { Locator } from '@playwright/test';
import axe from 'axe-core';
import { expect, look, test } from './support/finished-sample.ts';

const cells = [
  'ExampleGen',
  'StatisticsGen',
  'SchemaGen',
  'ExampleValidator',
  'Trainer',
  'Evaluator',
  'Pusher',
];

for (const theme of ['dark', 'light']) {
  test(`viewers have no accessibility faults in the ${theme} theme`, async ({ app }) => {
    await app.command(`Theme: ${theme}`);
    await app.page.evaluate(axe.source);
    for (const cell of cells) {
      const frame = await look(app, cell);
      await expect(frame.getByRole('tabpanel').first()).not.toBeEmpty();
      await expect(frame.getByRole('status').filter({ hasText: '…' })).toHaveCount(0);
      expect(await faultsIn(frame)).toEqual([]);
    }
  });
}

async function faultsIn(frame: Locator): Promise<readonly string[]> {
  const { violations } = await frame.evaluate((element) =>
    (window as unknown as { axe: typeof axe }).axe.run(element, { resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
