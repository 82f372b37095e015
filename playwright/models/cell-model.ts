import { expect, type Locator, type Page } from '@playwright/test';

export type CellState =
  | 'empty'
  | 'queued'
  | 'running'
  | 'cancelling'
  | 'fresh'
  | 'stale'
  | 'failed'
  | 'cancelled'
  | 'blocked';

/** One cell in the window. */
export class CellModel {
  readonly frame: Locator;

  constructor(page: Page, id: string) {
    this.frame = page.locator(`[id="cell-${id}"]`);
  }

  get heading(): Locator {
    return this.frame.getByRole('heading', { level: 3 }).first();
  }

  tab(name: string): Locator {
    return this.frame.getByRole('tab', { name });
  }

  field(name: string): Locator {
    return this.frame.getByLabel(name, { exact: true });
  }

  /** By key, not by pointer: cells are drawn as they come near, and move what lies below them meanwhile. */
  async run(): Promise<void> {
    await this.frame.getByRole('button', { name: /^Run / }).first().press('Enter');
  }

  async cancel(): Promise<void> {
    await this.frame.getByRole('button', { name: /^Cancel / }).press('Enter');
  }

  /** Opens the cell's own menu and chooses from it. */
  async choose(item: string): Promise<void> {
    await this.frame.hover();
    await this.frame.getByRole('button', { name: /^More for / }).click();
    await this.frame.page().getByRole('menuitem', { name: item, exact: false }).first().click();
  }

  /** Waits until the cell is in a state. Steps that compute get a minute. */
  async expectState(state: CellState, options: { readonly timeout?: number } = {}): Promise<void> {
    await expect(this.frame).toHaveAttribute('data-state', state, { timeout: options.timeout ?? 60_000 });
  }
}
