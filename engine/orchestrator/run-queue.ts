import { randomInt } from 'node:crypto';
import { isAbortError } from '../base/error-view.ts';
import type { Phase, Reason } from '../contract/notebook.ts';
import type { RunState } from '../metadata/run-table.ts';
import type { Notebook } from '../pipeline/notebook.ts';
import type { PipelineContext } from './pipeline-context.ts';
import { type CellOutcome, PipelineRun, type RunListener } from './pipeline-run.ts';
import type { ResourceBudget } from './resource-budget.ts';

export interface RunResult {
  readonly runId: string;
  /** Whether everything that was asked for succeeded or was reused. */
  readonly ok: boolean;
  readonly seconds: number;
  readonly cells: readonly CellOutcome[];
}

export interface StartedRun {
  readonly runId: string;
  readonly done: Promise<RunResult>;
}

export interface QueuedRequest {
  readonly notebook: Notebook;
  readonly targets: readonly string[] | undefined;
  readonly force: boolean;
}

export interface QueueListener extends RunListener {
  runStarted(run: { readonly runId: string; readonly startedMs: number }): void;
  runEnded(result: RunResult): void;
}

/** Runs one after another in the order they were asked for. */
export class RunQueue {
  readonly #context: PipelineContext;
  readonly #options: { readonly budget: ResourceBudget; readonly graceMs: number };
  readonly #listener: QueueListener;
  readonly #waiting = new Map<string, QueuedRequest>();
  #active: PipelineRun | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(
    context: PipelineContext,
    options: { readonly budget: ResourceBudget; readonly graceMs: number; readonly listener: QueueListener },
  ) {
    this.#context = context;
    this.#options = options;
    this.#listener = options.listener;
  }

  start(request: QueuedRequest): StartedRun {
    const runId = newRunId(new Date(this.#context.nowMs()));
    this.#waiting.set(runId, request);
    for (const cell of request.targets ?? []) {
      this.#listener.phaseChanged(cell, 'queued');
    }
    const done = this.#tail.then(() => this.#run(runId, request));
    this.#tail = done.catch(() => undefined);
    return { runId, done };
  }

  /** Cancels cells wherever they are, or everything. */
  cancel(cells?: readonly string[]): void {
    for (const [runId, request] of this.#waiting) {
      const left = cells && request.targets?.filter((id) => !cells.includes(id));
      if (!cells || left?.length === 0) {
        this.#waiting.delete(runId);
        this.#idle(request.targets ?? []);
      } else if (left) {
        this.#waiting.set(runId, { ...request, targets: left });
        this.#idle(cells);
      }
    }
    this.#active?.cancel(cells);
  }

  /** Resolves when nothing runs or waits. */
  async settled(): Promise<void> {
    await this.#tail;
  }

  async #run(runId: string, asked: QueuedRequest): Promise<RunResult> {
    const request = this.#waiting.get(runId);
    this.#waiting.delete(runId);
    if (!request) {
      return this.#ended({ runId, ok: false, seconds: 0, cells: cancelledCells(asked) });
    }
    const { store, nowMs } = this.#context;
    const startedMs = nowMs();
    store.runs.begin(runId, request.notebook.name, startedMs);
    this.#listener.runStarted({ runId, startedMs });
    const run = new PipelineRun(
      this.#context,
      { runId, ...request, graceMs: this.#options.graceMs },
      { listener: this.#listener, budget: this.#options.budget },
    );
    this.#active = run;
    try {
      const cells = await run.run();
      const ok = cells.every(({ state }) => state === 'succeeded' || state === 'reused');
      store.runs.end(runId, runState(cells), nowMs());
      return this.#ended({ runId, ok, seconds: (nowMs() - startedMs) / 1000, cells });
    } catch (error) {
      if (isAbortError(error)) {
        store.runs.end(runId, 'canceled', nowMs());
        return this.#ended({ runId, ok: false, seconds: 0, cells: cancelledCells(request) });
      }
      store.runs.end(runId, 'failed', nowMs());
      this.#ended({ runId, ok: false, seconds: (nowMs() - startedMs) / 1000, cells: [] });
      throw error;
    } finally {
      this.#active = undefined;
    }
  }

  #ended(result: RunResult): RunResult {
    this.#listener.runEnded(result);
    return result;
  }

  #idle(cells: readonly string[]): void {
    for (const cell of cells) {
      this.#listener.phaseChanged(cell, 'idle' satisfies Phase);
    }
  }
}

function runState(cells: readonly CellOutcome[]): RunState {
  if (cells.some(({ state }) => state === 'failed')) {
    return 'failed';
  }
  return cells.some(({ state }) => state === 'cancelled') ? 'canceled' : 'complete';
}

function cancelledCells({ targets }: QueuedRequest): readonly CellOutcome[] {
  const reasons: readonly Reason[] = [];
  return (targets ?? []).map((cell) => ({
    cell,
    component: '',
    state: 'cancelled',
    seconds: 0,
    reasons,
    executionId: null,
    error: null,
  }));
}

/** TFX's run id: local time in ISO form with microseconds, which here are random to keep ids unique. */
function newRunId(now: Date): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  const micros = String(randomInt(1000)).padStart(3, '0');
  return local.toISOString().replace('Z', micros);
}
