import path from 'node:path';
import { inspect } from 'node:util';
import { projectRoot } from '../lib/project.ts';
import type { Tally } from './stage.ts';

/** An event of node:test's runner, as far as it is looked at here. */
export interface RunnerEvent {
  readonly type: string;
  readonly data?: unknown;
}

interface TestEnd {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly nesting: number;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly details: { readonly type?: string; readonly error?: unknown; readonly duration_ms: number };
}

/** Counts tests, prints each failure in full and now and then how far the run is. */
export class UnitReport {
  readonly #title: string;
  readonly #fileCount: number;
  readonly #files = new Set<string>();
  /** What each file wrote to standard error, told only if the file fails: a file that does not load says why there. */
  readonly #errors = new Map<string, string>();
  readonly #write: (line: string) => void;
  #tenth = 0;
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  constructor(title: string, fileCount: number, write: (line: string) => void = console.log) {
    this.#title = title;
    this.#fileCount = fileCount;
    this.#write = write;
  }

  take({ type, data }: RunnerEvent): void {
    if (type === 'test:stderr') this.#keepErrors(data as { readonly file: string; readonly message: string });
    if (type === 'test:pass') this.#pass(data as TestEnd);
    if (type === 'test:fail') this.#fail(data as TestEnd);
  }

  tally(): Tally {
    return { passed: this.#passed, failed: this.#failed, skipped: this.#skipped };
  }

  #pass(end: TestEnd): void {
    this.#notice(end);
    if (end.details.type === 'suite') return;
    if (end.skip !== undefined || end.todo !== undefined) this.#skip(end);
    else this.#passed += 1;
  }

  #skip(end: TestEnd): void {
    this.#skipped += 1;
    const reason = typeof end.skip === 'string' ? `: ${end.skip}` : '';
    this.#write(`  SKIPPED ${place(end)} ${end.name}${reason}`);
  }

  #fail(end: TestEnd): void {
    this.#notice(end);
    // A suite fails with its tests, which are counted.
    const cause = (end.details.error as { readonly failureType?: string } | undefined)?.failureType;
    if (cause === 'subtestsFailed') return;
    this.#failed += 1;
    this.#write(`  FAILED ${place(end)} ${end.name}`);
    this.#write(indent(inspect(end.details.error, { depth: 4 })));
    if (end.name === end.file) this.#write(indent(this.#errors.get(end.file) ?? ''));
  }

  #keepErrors({ file, message }: { readonly file: string; readonly message: string }): void {
    const kept = `${this.#errors.get(file) ?? ''}${message}`;
    this.#errors.set(file, kept.slice(-4000));
  }

  #notice(end: TestEnd): void {
    if (end.file === undefined || this.#files.has(end.file)) return;
    this.#files.add(end.file);
    const tenth = Math.floor((10 * this.#files.size) / this.#fileCount);
    if (tenth === this.#tenth) return;
    this.#tenth = tenth;
    this.#write(`  ${this.#title}: ${this.#files.size} of ${this.#fileCount} files`);
  }
}

function place(end: TestEnd): string {
  return `${path.relative(projectRoot, end.file ?? '')}:${end.line ?? 0}`;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
