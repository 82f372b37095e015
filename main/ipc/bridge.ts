import type { DesktopBridge } from '../../engine/contract/desktop.ts';
import { callChannel, commandChannel } from './channels.ts';
import type { DesktopCallName } from './desktop-calls.ts';

/** The part of Electron's `ipcRenderer` that the bridge needs. */
export interface PageIpc {
  invoke(channel: string, ...parameters: unknown[]): Promise<unknown>;
  on(channel: string, listener: (event: unknown, command: string) => void): unknown;
  removeListener(channel: string, listener: (event: unknown, command: string) => void): unknown;
}

/** Makes what the page sees of the desktop: these calls, and nothing of Electron. */
export function createBridge(ipc: PageIpc, platform: DesktopBridge['platform']): DesktopBridge {
  const call = (name: DesktopCallName, ...parameters: readonly string[]) =>
    ipc.invoke(callChannel, name, parameters);
  return Object.freeze({
    platform,
    chooseNotebook: () => call('chooseNotebook') as Promise<string | null>,
    chooseFolder: () => call('chooseFolder') as Promise<string | null>,
    chooseSaveAs: (suggestedName: string) => call('chooseSaveAs', suggestedName) as Promise<string | null>,
    saveText: (suggestedName: string, text: string) =>
      call('saveText', suggestedName, text) as Promise<string | null>,
    revealInFolder: (path: string) => call('revealInFolder', path) as Promise<void>,
    openExternal: (url: string) => call('openExternal', url) as Promise<void>,
    onCommand: (listener: (command: string) => void) => {
      const forward = (_event: unknown, command: string) => listener(command);
      ipc.on(commandChannel, forward);
      return () => void ipc.removeListener(commandChannel, forward);
    },
  });
}
