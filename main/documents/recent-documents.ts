import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { app } from 'electron';
import { parseRecent, withRecent } from './recent-list.ts';

/** The notebooks opened last, for the menu and for the system's own list. */
export class RecentDocuments {
  readonly #file: string;
  #list: readonly string[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  get list(): readonly { readonly label: string; readonly path: string }[] {
    return this.#list.map((each) => ({ label: path.basename(each), path: each }));
  }

  async load(): Promise<void> {
    const text = await readFile(this.#file, 'utf8').catch(() => '[]');
    this.#list = parseRecent(text);
  }

  async add(notebook: string): Promise<void> {
    app.addRecentDocument(notebook);
    await this.#keep(withRecent(this.#list, notebook));
  }

  async clear(): Promise<void> {
    app.clearRecentDocuments();
    await this.#keep([]);
  }

  async #keep(list: readonly string[]): Promise<void> {
    this.#list = list;
    // A list that cannot be kept, on a full disk, is a small loss.
    await writeFile(this.#file, JSON.stringify(list)).catch(() => undefined);
  }
}
