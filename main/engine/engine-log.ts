import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const limitBytes = 4 * 2 ** 20;

/**
 * Makes a log in a file that is turned over at 4 MiB, keeping one older file. Writing is synchronous, so that the last
 * lines before a crash are there; the engine prints little. A disk that is full loses lines, not the app.
 */
export function fileLog(file: string, echo: (text: string) => void): (text: string) => void {
  let size = prepare(file);
  return (text) => {
    echo(text);
    try {
      if (size > limitBytes) {
        renameSync(file, `${file}.old`);
        size = 0;
      }
      appendFileSync(file, text);
      size += text.length;
    } catch {
      // Nowhere to say it.
    }
  };
}

function prepare(file: string): number {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    return statSync(file).size;
  } catch {
    return 0;
  }
}
