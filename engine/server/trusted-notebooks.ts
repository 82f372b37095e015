import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { writeFileAtomic } from '../base/write-file-atomic.ts';

/**
 * Which notebooks their user trusts, by path. A notebook from elsewhere is read-only until then, since it can run code
 * and read, write and push what its user can (SECURITY rule D26).
 */
export class TrustedNotebooks {
  readonly #file: string;

  constructor(dataFolder: string) {
    this.#file = path.join(dataFolder, 'trusted.json');
  }

  async has(notebook: string): Promise<boolean> {
    return (await this.#read()).includes(keyOf(notebook));
  }

  async add(notebook: string): Promise<void> {
    const keys = new Set([...(await this.#read()), keyOf(notebook)]);
    await mkdir(path.dirname(this.#file), { recursive: true });
    await writeFileAtomic(this.#file, `${JSON.stringify([...keys], null, 2)}\n`);
  }

  /** A file that cannot be read trusts nothing. */
  async #read(): Promise<readonly string[]> {
    try {
      return z.array(z.string()).parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return [];
    }
  }
}

/** Paths of what someone works on need not lie in clear in another file. */
function keyOf(notebook: string): string {
  return createHash('sha256').update(path.resolve(notebook)).digest('hex');
}
