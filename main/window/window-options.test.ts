import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceFiles } from '../../scripts/checks/source-files.ts';
import { windowOptions } from './window-options.ts';

test('D1 windowOptions() gives a page no more rights than these', () => {
  const state = { bounds: { width: 1280, height: 800 }, maximized: false };
  const { webPreferences } = windowOptions({ preload: '/app/preload.cjs', icon: null, dark: true, state });
  assert.deepEqual(webPreferences, {
    preload: '/app/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    backgroundThrottling: true,
  });
});

test('D1 windows are made in one file only', async () => {
  const makers = (await sourceFiles('main'))
    .filter(({ path, text }) => !path.endsWith('.test.ts') && /new (BrowserWindow|BrowserView)\b/.test(text))
    .map(({ path }) => path);
  assert.deepEqual(makers, ['main/window/main-window.ts']);
});
