import { expect, type Locator, type Page } from '@playwright/test';
import { CellModel } from './cell-model.ts';

/** What a person does and sees in the window, in words; tests say what, this says how. */
export class NotebookWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get outline(): Locator {
    return this.page.getByRole('navigation', { name: 'Cells' });
  }

  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' });
  }

  get bottomPanel(): Locator {
    return this.page.getByRole('region', { name: 'Bottom panel' });
  }

  get cells(): Locator {
    return this.page.locator('[data-cell-frame]');
  }

  cell(id: string): CellModel {
    return new CellModel(this.page, id);
  }

  /** The ids of all cells, top to bottom. */
  async cellIds(): Promise<readonly string[]> {
    return this.cells.evaluateAll((frames) => frames.map((frame) => frame.id.replace(/^cell-/, '')));
  }

  async openSample(): Promise<void> {
    await this.page.getByRole('button', { name: /^Open the sample/ }).click();
    await expect(this.cell('ExampleGen').frame).toBeVisible();
  }

  /** Gives a command through the palette, as anyone who does not know its shortcut. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    await this.page.getByRole('combobox', { name: 'Search cells and commands' }).fill(title);
    await this.page.getByRole('option', { name: title }).first().click();
  }

  async select(id: string): Promise<void> {
    await this.cell(id).heading.click();
  }

  toast(text: string | RegExp): Locator {
    return this.page.getByRole('dialog').filter({ hasText: text });
  }
}
