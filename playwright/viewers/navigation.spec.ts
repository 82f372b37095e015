import { expect, test } from './support/finished-sample.ts';

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
