import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { writeFileAtomic } from '../base/write-file-atomic.ts';

const recentSchema = z.array(z.object({ path: z.string(), name: z.string(), openedMs: z.number() }));
export type RecentNotebook = z.infer<typeof recentSchema>[number];

const longestList = 20;

/** The notebooks opened last, newest first, kept in a file of the user's data folder. */
export class RecentNotebooks {
  readonly #file: string;

  constructor(dataFolder: string) {
    this.#file = path.join(dataFolder, 'recent.json');
  }

  /** A file that cannot be read is as good as none: nothing of value is lost. */
  async list(): Promise<RecentNotebook[]> {
    try {
      return recentSchema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return [];
    }
  }

  async add(notebook: RecentNotebook): Promise<void> {
    const others = (await this.list()).filter((other) => other.path !== notebook.path);
    await mkdir(path.dirname(this.#file), { recursive: true });
    await writeFileAtomic(
      this.#file,
      `${JSON.stringify([notebook, ...others].slice(0, longestList), null, 2)}\n`,
    );
  }
}
