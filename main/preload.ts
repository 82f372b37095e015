import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from './ipc/bridge.ts';

const { platform } = process;
const known = platform === 'darwin' || platform === 'win32' ? platform : 'linux';
contextBridge.exposeInMainWorld('millraceDesktop', createBridge(ipcRenderer, known));
