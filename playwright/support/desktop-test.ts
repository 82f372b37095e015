import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type RunningApp, startElectron } from './electron-app.ts';

export interface DesktopFixtures {
  /** A profile of the test's own, removed after it. */
  readonly userData: string;
  readonly desktop: RunningApp;
}

export interface DesktopOptions {
  /** What follows the program's name. */
  readonly parameters: readonly string[];
}

/** Tests against the desktop app as a user starts it. */
export const test = base.extend<DesktopFixtures & DesktopOptions>({
  parameters: [['--sample'], { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first parameter
  userData: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'millrace-desktop-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  desktop: async ({ userData, parameters }, use) => {
    const running = await startElectron({ userData, parameters });
    await use(running);
    await running.app.close();
  },
});

export { expect };
