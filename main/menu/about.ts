import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow, dialog, shell } from 'electron';

/** Shows version and licences, and on request the full texts of what is bundled. */
export async function showAbout(window: BrowserWindow | null, licencesFolder: string): Promise<void> {
  const bundled = await readFile(path.join(licencesFolder, 'BUNDLED.txt'), 'utf8').catch(() => '');
  const options = {
    type: 'info' as const,
    title: 'About Millrace',
    message: `Millrace ${app.getVersion()}`,
    detail: [
      'Production ML pipelines on your own workstation.',
      'Apache License 2.0',
      '',
      `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}`,
      bundled.trim(),
    ].join('\n'),
    buttons: bundled === '' ? ['Close'] : ['Close', 'Show licences'],
    cancelId: 0,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  if (response === 1) shell.showItemInFolder(path.join(licencesFolder, 'BUNDLED.txt'));
}
