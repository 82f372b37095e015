import { closeSync, fdatasync, mkdirSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ExecutionEvent, executionEventSchema } from '../contract/execution.ts';

/** How often what was written is forced to the disk (rule X1). */
const syncEveryMs = 1000;

/** Appends an execution's events to its `events.jsonl`, one JSON object a line. */
export class EventLog implements Disposable {
  readonly #file: number;
  readonly #timer: NodeJS.Timeout;
  #dirty = false;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a');
    this.#timer = setInterval(() => this.#sync(), syncEveryMs).unref();
  }

  append(event: ExecutionEvent): void {
    // One write a line: a crash cuts at most the last line, which readers skip.
    writeSync(this.#file, `${JSON.stringify(event)}\n`);
    this.#dirty = true;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    closeSync(this.#file);
  }

  #sync(): void {
    if (this.#dirty) {
      this.#dirty = false;
      fdatasync(this.#file, () => undefined);
    }
  }
}

export interface EventPage {
  readonly events: ExecutionEvent[];
  /** Pass as `after` to get what follows. */
  readonly next: number;
}

/** Events of a log, oldest first. A line that a crash cut short is left out. */
export async function readEvents(
  path: string,
  options: { readonly after?: number; readonly types?: readonly string[] } = {},
): Promise<EventPage> {
  const lines = (await readLines(path)).slice(options.after ?? 0);
  const { types } = options;
  // Most lines of a training are progress; a look at the text saves reading them.
  const marks = types?.map((type) => `"type":"${type}"`);
  const events = lines
    .filter((line) => marks === undefined || marks.some((mark) => line.includes(mark)))
    .map(parseLine)
    .filter((event) => event !== undefined)
    .filter((event) => types === undefined || types.includes(event.type));
  return { events, next: (options.after ?? 0) + lines.length };
}

async function readLines(path: string): Promise<readonly string[]> {
  try {
    const text = await readFile(path, 'utf8');
    // What follows the last line break is being written, or was cut.
    return text.split('\n').slice(0, -1);
  } catch {
    return [];
  }
}

function parseLine(line: string): ExecutionEvent | undefined {
  try {
    return executionEventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
