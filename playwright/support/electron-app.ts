import { createRequire } from 'node:module';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { projectFolder } from './engine-process.ts';

export interface ElectronOptions {
  /** Chromium's profile; the engine's data lies in it as well. */
  readonly userData: string;
  /** What a person would write after the program's name. */
  readonly parameters?: readonly string[];
}

export interface RunningApp {
  readonly app: ElectronApplication;
  /** The window, with its page loaded. */
  readonly page: Page;
}

/** Starts the unpackaged desktop app with a profile of its own. */
export async function startElectron({ userData, parameters = [] }: ElectronOptions): Promise<RunningApp> {
  const executablePath: string = createRequire(import.meta.url)('electron');
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath,
    args: [
      // Chromium's sandbox cannot be had by root, which tests in containers run as.
      ...(isRoot ? ['--no-sandbox'] : []),
      `--user-data-dir=${userData}`,
      '--force-prefers-reduced-motion',
      projectFolder,
      ...parameters,
    ],
    env: { ...stringsOf(process.env), MILLRACE_NODE: process.execPath },
  });
  return { app, page: await windowWithPage(app) };
}

/** The app shows an empty window first; the page is there once the engine has answered. */
async function windowWithPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\//, { timeout: 60_000 });
  return page;
}

function stringsOf(variables: NodeJS.ProcessEnv): Record<string, string> {
  const set = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return Object.fromEntries(set);
}
