import type { ServerEvent } from '../contract/event.ts';

/**
 * Gathers events for a short while before they go out, keeping only the newest state of each cell and of the
 * notebook, so that a fast engine cannot flood a slow window. Events of executions are all kept, in order.
 */
export class EventQueue {
  #events: ServerEvent[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #send: (events: readonly ServerEvent[]) => void;
  readonly #delayMs: number;

  constructor(send: (events: readonly ServerEvent[]) => void, delayMs = 33) {
    this.#send = send;
    this.#delayMs = delayMs;
  }

  push(event: ServerEvent): void {
    this.#events = [...this.#events.filter((earlier) => !replaces(event, earlier)), event];
    this.#timer ??= setTimeout(() => this.flush(), this.#delayMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#events;
    this.#events = [];
    if (events.length > 0) this.#send(events);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#events = [];
  }
}

function replaces(later: ServerEvent, earlier: ServerEvent): boolean {
  if (later.type === 'notebook') return earlier.type === 'notebook' || earlier.type === 'cell';
  return later.type === 'cell' && earlier.type === 'cell' && later.cell.id === earlier.cell.id;
}
