import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow, dialog, shell } from 'electron';
import { electronWarning } from '../../engine/contract/electron-support.ts';
import { aboutText } from './about-text.ts';

/** Shows version and licences, and on request the full texts of what is bundled. */
export async function showAbout(window: BrowserWindow | null, licencesFolder: string): Promise<void> {
  const bundled = await readFile(path.join(licencesFolder, 'BUNDLED.txt'), 'utf8').catch(() => '');
  const electron = process.versions.electron ?? '';
  const warning = electronWarning(electron, new Date().toISOString().slice(0, 10));
  const options = {
    type: 'info' as const,
    title: 'About Millrace',
    message: `Millrace ${app.getVersion()}`,
    detail: aboutText({ electron, chromium: process.versions.chrome ?? '', warning, bundled }),
    buttons: bundled === '' ? ['Close'] : ['Close', 'Show licences'],
    cancelId: 0,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  if (response === 1) shell.showItemInFolder(path.join(licencesFolder, 'BUNDLED.txt'));
}
