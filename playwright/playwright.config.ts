import { defineConfig } from '@playwright/test';

/** Chromium of the system where there is one; Playwright's own otherwise. */
const chromium =
  process.env.MILLRACE_CHROMIUM ?? (process.platform === 'linux' ? '/usr/bin/chromium' : undefined);

export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/snapshots/{testFileName}/{arg}{ext}',
  // Every test has an engine of its own; two are as many as two cores carry while one of them trains.
  workers: 2,
  fullyParallel: false,
  timeout: 90_000,
  expect: {
    timeout: 10_000,
    toHaveScreenshot: { animations: 'disabled', caret: 'hide', maxDiffPixelRatio: 0.01, scale: 'css' },
  },
  use: {
    // What cannot be pressed by then fails where it is, not at the end of the test's time.
    actionTimeout: 30_000,
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    colorScheme: 'dark',
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      // Fonts are drawn alike on every machine; a root user, as in containers, has no sandbox.
      args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text'],
    },
  },
});
