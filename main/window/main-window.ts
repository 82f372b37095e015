import { BrowserWindow, nativeTheme, screen } from 'electron';
import { CrashPolicy } from '../policy/crash-policy.ts';
import { windowOptions } from './window-options.ts';
import { readWindowState, restoreWindowState, writeWindowState } from './window-state.ts';

export interface MainWindowOptions {
  readonly preload: string;
  readonly icon: string | null;
  readonly stateFile: string;
  /** Asked each time the user closes the window; false keeps it open. */
  readonly mayClose: () => boolean;
  readonly log: (line: string) => void;
}

/** Makes the window, still hidden: it is shown once there is something to see. */
export async function openMainWindow(options: MainWindowOptions): Promise<BrowserWindow> {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const state = restoreWindowState(await readWindowState(options.stateFile), screens);
  const dark = nativeTheme.shouldUseDarkColors;
  const window = new BrowserWindow(windowOptions({ ...options, dark, state }));
  if (state.maximized) window.maximize();
  window.on('close', (event) => {
    void writeWindowState(options.stateFile, {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
    });
    if (!options.mayClose()) event.preventDefault();
  });
  reloadAfterCrash(window, options.log);
  return window;
}

/** The page holds no state of its own, so a page that died is simply loaded again. */
function reloadAfterCrash(window: BrowserWindow, log: (line: string) => void): void {
  const policy = new CrashPolicy();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`The page's process has gone: ${reason}`);
    if (reason !== 'clean-exit' && policy.shouldRestart(Date.now())) window.webContents.reload();
  });
}
