import { expect, look, test } from './support/finished-sample.ts';

test('a cell chosen in the outline has its head in sight once it is drawn', async ({ app }) => {
  for (const [id, viewer] of [
    ['Evaluator', 'table'],
    ['Trainer', 'img'],
    ['ExampleGen', 'listbox'],
  ] as const) {
    await app.outline.getByRole('button', { name: new RegExp(`^${id}`) }).click();
    await expect(app.cell(id).frame.getByRole(viewer).first()).toBeAttached();
    await expect(app.cell(id).heading).toBeInViewport({ ratio: 1 });
  }
});

test('a window that opens narrow begins each row of tabs at its first', async ({ app }) => {
  await app.page.setViewportSize({ width: 480, height: 900 });
  await app.page.reload();
  const frame = await look(app, 'Transform');
  await expect(frame.getByRole('tab', { name: 'Transform graph' })).toBeInViewport({ ratio: 1 });
});
