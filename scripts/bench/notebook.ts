import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { EngineProcess } from '../../playwright/support/engine-process.ts';
import type { Measurement } from './measurement.ts';
import { eagerCode } from './notebook/eager-code.ts';
import { gridScroll } from './notebook/grid-scroll.ts';
import { keyLatency } from './notebook/key-latency.ts';
import { liveCurves } from './notebook/live-curves.ts';
import { openNotebook } from './notebook/open-notebook.ts';
import { startUp } from './notebook/start-up.ts';

/** Measures the window in a real browser, and the desktop app where there is a display. */
export async function bench(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-bench-'));
  try {
    return [await eagerCode(), ...(await startUp(folder)), ...(await inBrowser(path.join(folder, 'data')))];
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function inBrowser(dataHome: string): Promise<readonly Measurement[]> {
  const engine = await EngineProcess.start({ dataHome });
  const browser = await chromium.launch(browserOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(engine.url);
    return [
      ...(await openNotebook(page, dataHome)),
      await keyLatency(page),
      ...(await liveCurves(page)),
      ...(await gridScroll(page, path.join(dataHome, 'grid'))),
    ];
  } finally {
    await browser.close();
    await engine.stop();
  }
}

/** Debian's Chromium where there is one; root, as in containers, has no sandbox. */
function browserOptions() {
  const executablePath =
    process.env.MILLRACE_CHROMIUM ?? (process.platform === 'linux' ? '/usr/bin/chromium' : undefined);
  return {
    ...(executablePath && { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  };
}
