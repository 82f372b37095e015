import type { File } from '@google-cloud/storage';

/** The lines that were added to a text file in Cloud Storage since the last look. */
export class LogTail {
  readonly #file: File;
  #seenBytes = 0;

  constructor(file: File) {
    this.#file = file;
  }

  /** Only whole lines; the rest comes with the next look. A file that does not exist yet has none. */
  async newLines(): Promise<readonly string[]> {
    const [exists] = await this.#file.exists();
    if (!exists) return [];
    const [content] = await this.#file.download({ validation: false });
    const fresh = content.subarray(this.#seenBytes).toString('utf8');
    const end = fresh.lastIndexOf('\n');
    if (end < 0) return [];
    const whole = fresh.slice(0, end);
    this.#seenBytes += Buffer.byteLength(whole) + 1;
    return whole.split('\n').filter((line) => line !== '');
  }
}
