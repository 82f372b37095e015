import type { ServerEvent } from '../contract/event.ts';
import type { ComponentCellView, ProgressView } from '../contract/notebook.ts';

/** A terminal or a file; only a terminal can take a line back. */
export interface ProgressStream {
  readonly isTTY: boolean | undefined;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Shows a run while it goes on: on a terminal one line that changes with the running cell, elsewhere (a log file, CI)
 * a line when a cell starts. How each ended is for the report.
 */
export class RunProgress {
  readonly #stream: ProgressStream;
  #shown = '';
  readonly #started = new Set<string>();

  constructor(stream: ProgressStream) {
    this.#stream = stream;
  }

  listen(event: ServerEvent): void {
    if (event.type === 'execution' && event.event.type === 'log' && event.event.level !== 'debug')
      this.#print(`  ${event.cell}: ${event.event.message}`);
    if (event.type !== 'cell' || event.cell.phase !== 'running') return;
    if (this.#stream.isTTY) this.#replace(wordProgress(event.cell));
    else if (!this.#started.has(event.cell.id)) this.#print(`  ${event.cell.id} …`);
    this.#started.add(event.cell.id);
  }

  /** Takes the changing line away, so that what comes next starts on a clean one. */
  clear(): void {
    this.#replace('');
  }

  #print(line: string): void {
    const shown = this.#shown;
    this.clear();
    this.#stream.write(`${line}\n`);
    this.#replace(shown);
  }

  #replace(line: string): void {
    if (!this.#stream.isTTY || line === this.#shown) return;
    const visible = line.slice(0, (this.#stream.columns ?? 80) - 1);
    this.#stream.write(`\r\u001b[K${visible}`);
    this.#shown = line;
  }
}

function wordProgress({ id, progress }: ComponentCellView): string {
  return progress === null ? `  ${id} …` : `  ${id}  ${wordAmount(progress)}`;
}

function wordAmount({ done, total, unit, ratePerSecond, secondsLeft, message }: ProgressView): string {
  const parts = [
    total === null ? `${done} ${unit}` : `${done}/${total} ${unit}`,
    ratePerSecond === null ? '' : `${ratePerSecond.toPrecision(3)} ${unit}/s`,
    secondsLeft === null ? '' : `${formatSeconds(secondsLeft)} left`,
    message ?? '',
  ];
  return parts.filter((part) => part !== '').join('  ');
}

/** Seconds for people: "0.4 s", "12 s", "1m 23s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, '0')}s`;
}
