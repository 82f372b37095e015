import type { BrowserWindowConstructorOptions } from 'electron';
import type { WindowState } from './window-state.ts';

export interface WindowLook {
  readonly preload: string;
  readonly icon: string | null;
  readonly dark: boolean;
  readonly state: WindowState;
}

/** The one place where options of a window are made: none has more rights than these. */
export function windowOptions({ preload, icon, dark, state }: WindowLook): BrowserWindowConstructorOptions {
  return {
    ...state.bounds,
    minWidth: 880,
    minHeight: 560,
    title: 'Millrace',
    ...(icon === null ? {} : { icon }),
    // Until the page has painted, the window has its background, and is not shown at all.
    backgroundColor: dark ? '#16181d' : '#ffffff',
    show: false,
    webPreferences: {
      preload,
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
      // Curves go on being drawn behind another window; a minimised one costs nothing anyway.
      backgroundThrottling: true,
    },
  };
}
