import type { DownloadProgress } from '../../engine/runtime/download.ts';

/** Writes what is going on to standard error: a line that redraws itself on a terminal, a line a tenth elsewhere. */
export class Progress {
  readonly #terminal = process.stderr.isTTY === true;
  #shown = '';

  /** Says that something begins. */
  say(text: string): void {
    this.#clear();
    process.stderr.write(`${text}\n`);
  }

  /** Returns a sink for the progress of one download. */
  download(name: string): (progress: DownloadProgress) => void {
    return ({ receivedBytes, totalBytes }) => this.#show(name, receivedBytes, totalBytes);
  }

  #show(name: string, receivedBytes: number, totalBytes: number | null): void {
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
    if (totalBytes === null) return;
    const percent = Math.floor((100 * receivedBytes) / totalBytes);
    const shown = this.#terminal ? percent : percent - (percent % 10);
    const line = `  ${name}: ${shown} % of ${megabytes(totalBytes)} MB`;
    if (line === this.#shown) return;
    this.#clear();
    process.stderr.write(this.#terminal ? line : `${line}\n`);
    this.#shown = line;
  }

  #clear(): void {
    if (this.#terminal && this.#shown !== '') process.stderr.write('\r\u001b[2K');
    this.#shown = '';
  }
}
