import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { NotebookWindow } from '../models/notebook-window.ts';
import { EngineProcess } from './engine-process.ts';
import { PageFaults } from './page-faults.ts';

export interface MillraceOptions {
  /** A notebook that the engine opens when it starts. */
  readonly notebook: string | undefined;
}

export interface MillraceFixtures {
  /** A folder of the test's own, removed after it. */
  readonly folder: string;
  readonly engine: EngineProcess;
  readonly faults: PageFaults;
  /** The window in a browser, loaded. */
  readonly app: NotebookWindow;
}

/** Tests against the real engine in a real browser. A test fails when its page commits a fault, whatever it asserts. */
export const test = base.extend<MillraceFixtures & MillraceOptions>({
  notebook: [undefined, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first parameter
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'millrace-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },
  engine: async ({ folder, notebook }, use) => {
    const engine = await EngineProcess.start({
      dataHome: path.join(folder, 'data'),
      ...(notebook !== undefined && { notebook }),
    });
    await use(engine);
    await engine.stop();
  },
  faults: async ({ page }, use) => {
    const faults = new PageFaults();
    await faults.watch(page);
    await use(faults);
    expect(faults.all).toEqual([]);
  },
  app: async ({ page, engine, faults: _faults }, use) => {
    await page.goto(engine.url);
    await use(new NotebookWindow(page));
  },
});

export { expect };
