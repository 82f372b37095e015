import { homedir } from 'node:os';
import path from 'node:path';
import { app, type BrowserWindow, Menu, safeStorage, session } from 'electron';
import type { EngineToMain } from '../engine/contract/desktop.ts';
import { notifyRunEnded, showProgress } from './activity.ts';
import { appPlace } from './app-place.ts';
import { RecentDocuments } from './documents/recent-documents.ts';
import { fileLog } from './engine/engine-log.ts';
import { OwnedEngine } from './engine/owned-engine.ts';
import { answerCalls } from './ipc/answer-calls.ts';
import { callHandlers } from './ipc/call-handlers.ts';
import { commandChannel } from './ipc/channels.ts';
import { engineParameters, type LaunchOptions } from './launch-options.ts';
import { showAbout } from './menu/about.ts';
import { menuTemplate } from './menu/menu-template.ts';
import { guardNavigation } from './policy/navigation-guard.ts';
import { openExternal } from './policy/open-external.ts';
import { guardPermissions } from './policy/permission-guard.ts';
import { systemKeyStore } from './secrets/key-store.ts';
import { SecretFile } from './secrets/secret-file.ts';
import { startUpdates } from './start-updates.ts';
import { askBeforeClose } from './window/ask-before-close.ts';
import { openMainWindow } from './window/main-window.ts';

/** The running app: one engine, one window, and what passes between them and the desktop. */
export class DesktopApp {
  readonly #place = appPlace();
  readonly #log = fileLog(path.join(this.#place.userData, 'logs', 'engine.log'), this.#place.echo);
  readonly #recent = new RecentDocuments(path.join(this.#place.userData, 'recent-documents.json'));
  readonly #secrets = new SecretFile(
    path.join(this.#place.userData, 'secrets.json'),
    systemKeyStore(safeStorage),
  );
  readonly #engine: OwnedEngine;
  #window: BrowserWindow | null = null;
  #notebook: Extract<EngineToMain, { type: 'notebook' }> = { type: 'notebook', path: null, name: '' };
  #activity: Extract<EngineToMain, { type: 'activity' }> = {
    type: 'activity',
    running: false,
    label: '',
    progress: null,
  };
  /** Set once the user's answer, or there being nothing to ask, lets the window close. */
  #closing = false;

  /** Starts the engine at once: it comes up while Chromium does. */
  constructor(launch: LaunchOptions) {
    this.#engine = new OwnedEngine({
      command: this.#place.engine,
      parameters: engineParameters(launch),
      folder: homedir(),
      log: this.#log,
      onMessage: (message) => void this.#take(message),
      onReady: (url) => void this.#load(url),
    });
  }

  /** Opens the window, once Electron is ready. */
  async open(): Promise<void> {
    const engineOrigin = () => this.#engine.origin;
    guardNavigation({ engineOrigin, openExternal: (address) => void openExternal(this.#window, address) });
    guardPermissions(session.defaultSession, engineOrigin);
    answerCalls({ engineOrigin, handlers: this.#handlers(), log: this.#logLine });
    app.on('window-all-closed', () => app.quit());
    app.on('will-quit', (event) => this.#endEngine(event));
    // The window comes first: a key store may take its time, and nothing on the first screen needs it.
    const opening = this.#openWindow();
    await Promise.all([this.#sendSecrets(), this.#recent.load()]);
    this.#showMenu();
    await opening;
    startUpdates(this.#place, this.#logLine);
  }

  /** A second start, or a file opened in the system's file manager: show the window, and the notebook if one is named. */
  openAgain({ notebook }: LaunchOptions): void {
    this.#reveal();
    if (notebook !== null) this.#engine.send({ type: 'open-notebook', path: notebook });
  }

  async #openWindow(): Promise<void> {
    this.#window = await openMainWindow({
      preload: this.#place.preload,
      icon: this.#place.icon,
      stateFile: path.join(this.#place.userData, 'window-state.json'),
      mayClose: () => this.#mayClose(),
      log: this.#logLine,
    });
    this.#window.on('closed', () => {
      this.#window = null;
    });
    // An empty page warms the page's process up while the engine is still coming, and may be overtaken by it.
    if (this.#engine.url === null) await this.#window.loadURL('about:blank').catch(() => undefined);
    else await this.#load(this.#engine.url);
  }

  /** A load that fails was overtaken by another, after a restart, or the engine has gone and says so itself. */
  async #load(url: string): Promise<void> {
    await this.#window?.loadURL(url).catch((error: Error) => this.#logLine(error.message));
    this.#window?.show();
  }

  #mayClose(): boolean {
    if (this.#closing || !this.#activity.running || this.#window === null) return true;
    void askBeforeClose(this.#window, this.#activity.label).then((action) => {
      if (action === 'stay') return;
      if (action === 'hide') return this.#window?.hide();
      this.#closing = true;
      if (action === 'stop-now') return app.quit();
      this.#window?.hide();
      this.#engine.end('after-epoch', () => app.quit());
    });
    return false;
  }

  async #take(message: EngineToMain): Promise<void> {
    switch (message.type) {
      case 'keep-secret':
        return this.#secrets.keep(message.service, message.secret);
      case 'activity':
        this.#activity = message;
        return showProgress(this.#window, message);
      case 'run-ended':
        notifyRunEnded(message, this.#window, () => this.#reveal());
        // A window that was closed while the run went on is not coming back by itself.
        if (this.#window?.isVisible() === false) app.quit();
        return;
      case 'notebook':
        return this.#showNotebook(message);
      // The engine's owner deals with these.
      case 'ready':
        return this.#sendSecrets();
      case 'cannot-start':
        return;
    }
  }

  async #showNotebook(notebook: Extract<EngineToMain, { type: 'notebook' }>): Promise<void> {
    this.#notebook = notebook;
    this.#window?.setTitle(notebook.path === null ? 'Millrace' : `${notebook.name} - Millrace`);
    if (notebook.path === null) return;
    this.#window?.setRepresentedFilename(notebook.path);
    await this.#recent.add(notebook.path);
    this.#showMenu();
  }

  async #sendSecrets(): Promise<void> {
    const values = await this.#secrets.read();
    this.#engine.send({ type: 'secrets', values, keychain: this.#secrets.isProtected });
  }

  #showMenu(): void {
    const template = menuTemplate({
      platform: process.platform,
      development: !app.isPackaged,
      recent: this.#recent.list,
      run: (command) => this.#window?.webContents.send(commandChannel, command),
      openRecent: (notebook) => this.#engine.send({ type: 'open-notebook', path: notebook }),
      clearRecent: () => void this.#recent.clear().then(() => this.#showMenu()),
      showAbout: () => void showAbout(this.#window, this.#place.licences),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  #handlers() {
    return callHandlers({
      window: () => this.#window,
      knownFolders: () => {
        const { path: notebook, root } = this.#notebook;
        return [
          ...(notebook === null ? [] : [path.dirname(notebook)]),
          ...(root === undefined ? [] : [root]),
        ];
      },
    });
  }

  #reveal(): void {
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.show();
    this.#window?.focus();
  }

  /** Holds the end of the app back until the engine has put its files in order. */
  #endEngine(event: { preventDefault(): void }): void {
    if (this.#engine.hasEnded) return;
    event.preventDefault();
    this.#engine.end('now', () => app.quit());
  }

  readonly #logLine = (line: string): void => this.#log(`${line}\n`);
}
