import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { toErrorView } from '../base/error-view.ts';
import { ReportedError } from '../base/reported-error.ts';
import type { ServerEvent } from '../contract/event.ts';
import type { NotebookView } from '../contract/notebook.ts';
import type { Session } from '../orchestrator/session.ts';
import { type RecentNotebook, RecentNotebooks } from './recent-notebooks.ts';
import { copySample } from './sample-notebook.ts';
import { TrustedNotebooks } from './trusted-notebooks.ts';

export interface NotebookToOpen {
  readonly path: string;
  readonly root?: string | undefined;
  /** Trust it from now on: the user made it, or named it on a command line. */
  readonly trusted?: boolean;
}

export interface WorkspaceOptions {
  readonly openSession: (notebook: {
    readonly path: string;
    readonly root: string | undefined;
    readonly trusted: boolean;
  }) => Promise<Session>;
  readonly assetsFolder: string;
  readonly dataFolder: string;
}

/**
 * The one notebook that is open, if any, and everyone who wants to hear of it. Windows stay connected while notebooks
 * come and go.
 */
export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #recent: RecentNotebooks;
  readonly #trusted: TrustedNotebooks;
  readonly #listeners = new Set<(event: ServerEvent) => void>();
  #session: Session | undefined;
  #opening: Promise<unknown> | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#recent = new RecentNotebooks(options.dataFolder);
    this.#trusted = new TrustedNotebooks(options.dataFolder);
  }

  /** @throws ReportedError "no-notebook" */
  get session(): Session {
    if (this.#session === undefined)
      throw new ReportedError('no-notebook', 'No notebook is open', {
        hint: 'Open one, or the sample, first.',
      });
    return this.#session;
  }

  get isOpen(): boolean {
    return this.#session !== undefined;
  }

  /** Whether a notebook is open or just being opened. */
  get hasNotebook(): boolean {
    return this.isOpen || this.#opening !== undefined;
  }

  /** What a window shows first: the open notebook, or the one that is just being opened, once it is; null for none. */
  async view(): Promise<NotebookView | null> {
    if (!this.isOpen) await this.#opening?.catch(() => undefined);
    return this.#session?.view() ?? null;
  }

  recent(): Promise<RecentNotebook[]> {
    return this.#recent.list();
  }

  /** Opens a notebook in place of the one that is open; when that fails, the open one stays. */
  open(notebook: NotebookToOpen): Promise<NotebookView> {
    return this.#whileOpening(this.#open(notebook));
  }

  async #open({ path: file, root, trusted }: NotebookToOpen): Promise<NotebookView> {
    const notebook = path.resolve(file);
    if (trusted) await this.#trusted.add(notebook);
    if (this.#session?.path === notebook && root === undefined) return this.#session.view();
    const session = await this.#options.openSession({
      path: notebook,
      root,
      trusted: await this.#trusted.has(notebook),
    });
    await this.close();
    this.#session = session;
    this.#unsubscribe = session.subscribe((event) => this.#emit(event));
    const view = session.view();
    await this.#recent.add({ path: view.path, name: view.name, openedMs: Date.now() });
    this.#emit({ type: 'notebook', notebook: view });
    return view;
  }

  /** Opens the user's copy of the sample; its artifacts lie in the data folder too. */
  openSample(): Promise<NotebookView> {
    return this.#whileOpening(this.#openSample());
  }

  async #whileOpening(opening: Promise<NotebookView>): Promise<NotebookView> {
    this.#opening = opening;
    try {
      return await opening;
    } finally {
      if (this.#opening === opening) this.#opening = undefined;
    }
  }

  async #openSample(): Promise<NotebookView> {
    const { assetsFolder, dataFolder } = this.#options;
    await mkdir(dataFolder, { recursive: true });
    return this.#open({ path: await copySample(assetsFolder, dataFolder), trusted: true });
  }

  async trust(): Promise<NotebookView> {
    await this.#trusted.add(this.session.path);
    return this.session.trust();
  }

  async close(): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    this.#unsubscribe?.();
    this.#session = undefined;
    await session.close();
    this.#emit({ type: 'notebook', notebook: null });
  }

  /** Hears what happens from now on; returns the function that ends it. */
  subscribe(listener: (event: ServerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A failure that no request waits for still reaches its user. */
  reportDefect(error: unknown): void {
    const { message } = toErrorView(error);
    this.#emit({ type: 'run-ended', runId: '', ok: false, seconds: 0, message });
  }

  #emit(event: ServerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
