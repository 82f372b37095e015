import { toErrorView } from '../base/error-view.ts';
import type { ErrorView } from '../contract/error.ts';
import type { ExecutionEvent } from '../contract/execution.ts';
import type { Phase, Reason } from '../contract/notebook.ts';
import { groupByKey } from '../metadata/event-table.ts';
import type { ProgressUpdate } from '../pipeline/component.ts';
import { CellGraph } from '../pipeline/graph.ts';
import { type ComponentCell, componentCells, type Notebook } from '../pipeline/notebook.ts';
import { resolveParameters } from '../pipeline/resolve-parameters.ts';
import { gatherInputs, outputsOf } from './cell-inputs.ts';
import { type PreparedKey, prepareKey } from './cell-key.ts';
import { type CellState, type CellStates, deriveCells } from './derive-cells.ts';
import { type CellJob, type ExecutionResult, executeCell, newExecution } from './execute-cell.ts';
import { orderingGraph } from './order-cells.ts';
import { findDefinition, type PipelineContext } from './pipeline-context.ts';
import { type PlannedCell, planRun } from './plan-run.ts';
import type { ResourceBudget } from './resource-budget.ts';
import { verifyOutputs } from './verify-outputs.ts';

export type CellOutcomeState = 'succeeded' | 'reused' | 'failed' | 'skipped' | 'cancelled';

/** What became of one cell of a run. */
export interface CellOutcome {
  readonly cell: string;
  readonly component: string;
  readonly state: CellOutcomeState;
  readonly seconds: number;
  /** Why it ran, or why it could not. */
  readonly reasons: readonly Reason[];
  readonly executionId: number | null;
  readonly error: ErrorView | null;
}

export interface RunRequest {
  readonly runId: string;
  readonly notebook: Notebook;
  readonly targets: readonly string[] | undefined;
  readonly force: boolean;
  readonly graceMs: number;
}

export interface RunListener {
  phaseChanged(cell: string, phase: Phase): void;
  /** A queued cell looks at the data its key depends on (rule K5). */
  preparing(cell: string, update: ProgressUpdate): void;
  executionStarted(cell: string, executionId: number): void;
  executionEvent(cell: string, executionId: number, event: ExecutionEvent): void;
  /** The store changed: states have to be derived again, and then the cell is idle. */
  cellEnded(outcome: CellOutcome): void;
}

type Ending = Pick<CellOutcome, 'state'> & Partial<CellOutcome>;

/** One run of a notebook: its cells in order, side by side where nothing connects them and the budget allows. */
export class PipelineRun {
  readonly #context: PipelineContext;
  readonly #request: RunRequest;
  readonly #listener: RunListener;
  readonly #budget: ResourceBudget;
  readonly #graph: CellGraph;
  readonly #ordering: CellGraph;
  readonly #cells: ReadonlyMap<string, ComponentCell>;
  readonly #aborts = new Map<string, AbortController>();
  readonly #outcomes = new Map<string, CellOutcome>();
  readonly #running = new Set<string>();
  readonly #stop = new AbortController();
  /** Cells that were cancelled while the plan was being made. */
  readonly #cancelledEarly = new Set<string>();

  constructor(
    context: PipelineContext,
    request: RunRequest,
    { listener, budget }: { readonly listener: RunListener; readonly budget: ResourceBudget },
  ) {
    this.#context = context;
    this.#request = request;
    this.#listener = listener;
    this.#budget = budget;
    const cells = componentCells(request.notebook);
    this.#cells = new Map(cells.map((cell) => [cell.id, cell]));
    this.#graph = CellGraph.of(cells);
    this.#ordering = orderingGraph(cells, (name) => findDefinition(context, name));
  }

  /** Runs to the end, whatever happens to single cells; outcomes are in the order of the plan. */
  async run(): Promise<readonly CellOutcome[]> {
    const { notebook, targets, force } = this.#request;
    const states = await deriveCells(this.#context, notebook, this.#stop.signal);
    const plan = planRun({
      order: this.#fullOrder(),
      graph: this.#graph,
      freshness: new Map([...states].map(([id, state]) => [id, state.freshness.state])),
      targets,
      force,
    });
    for (const { cell } of plan) {
      const controller = new AbortController();
      this.#aborts.set(cell, controller);
      if (this.#cancelledEarly.has(cell)) {
        controller.abort(cancelled());
      }
      this.#listener.phaseChanged(cell, 'queued');
    }
    const ends = new Map<string, Promise<CellOutcome>>();
    for (const planned of plan) {
      const before = this.#ordering.parents(planned.cell).flatMap((id) => ends.get(id) ?? []);
      ends.set(planned.cell, this.#runAfter(before, { planned, states }));
    }
    return Promise.all(ends.values());
  }

  /** Cancels some cells, or all that have not ended; what needs a cancelled cell is skipped (rule C1). */
  cancel(cells?: readonly string[]): void {
    if (!cells) {
      this.#stop.abort(cancelled());
    }
    if (this.#aborts.size === 0) {
      for (const id of cells ?? []) this.#cancelledEarly.add(id);
    }
    for (const [id, controller] of this.#aborts) {
      if (!this.#outcomes.has(id) && (!cells || cells.includes(id)) && !controller.signal.aborted) {
        if (this.#running.has(id)) {
          this.#listener.phaseChanged(id, 'cancelling');
        }
        controller.abort(cancelled());
      }
    }
  }

  /** Cells of a cycle come last; their problem keeps them from running. */
  #fullOrder(): readonly string[] {
    const order = this.#ordering.topologicalOrder();
    return [...order, ...[...this.#cells.keys()].filter((id) => !order.includes(id))];
  }

  async #runAfter(
    before: readonly Promise<CellOutcome>[],
    step: { readonly planned: PlannedCell; readonly states: CellStates },
  ): Promise<CellOutcome> {
    await Promise.all(before);
    const { cell } = step.planned;
    const startedMs = this.#context.nowMs();
    const ending = await this.#runGuarded(step);
    const outcome: CellOutcome = {
      reasons: reasonsOf(step.states.get(cell)),
      executionId: null,
      error: null,
      ...ending,
      cell,
      component: this.#cells.get(cell)?.component ?? '',
      seconds: (this.#context.nowMs() - startedMs) / 1000,
    };
    this.#outcomes.set(cell, outcome);
    this.#listener.cellEnded(outcome);
    return outcome;
  }

  async #runGuarded(step: { readonly planned: PlannedCell; readonly states: CellStates }): Promise<Ending> {
    const { cell } = step.planned;
    const signal = this.#aborts.get(cell)?.signal ?? this.#stop.signal;
    try {
      return this.#obstacle(step) ?? (await this.#runCell(step, signal));
    } catch (error) {
      if (signal.aborted) {
        return { state: 'cancelled' };
      }
      return this.#recordFailure(cell, error);
    }
  }

  /** What keeps a cell from starting: its own problems, or an ancestor that did not succeed. */
  #obstacle({ planned: { cell }, states }: { planned: PlannedCell; states: CellStates }): Ending | undefined {
    const problem = states.get(cell)?.problems[0];
    if (problem) {
      const { message, hint, parameter } = problem;
      const location = { cell, ...(parameter === undefined ? {} : { parameter }) };
      const error = { code: 'invalid-cell', message, location, ...(hint === undefined ? {} : { hint }) };
      return { state: 'failed', error };
    }
    const failed = this.#graph.parents(cell).filter((id) => {
      const state = this.#outcomes.get(id)?.state;
      return state === 'failed' || state === 'skipped' || state === 'cancelled';
    });
    if (failed.length === 0) {
      return undefined;
    }
    const reasons = failed.map((id) => ({ cell: id, message: `${id} ${skipWords(this.#outcomes.get(id))}` }));
    return { state: 'skipped', reasons };
  }

  async #runCell(
    { planned, states }: { readonly planned: PlannedCell; readonly states: CellStates },
    signal: AbortSignal,
  ): Promise<Ending> {
    const { cell, definition, parameters } = this.#resolved(planned.cell);
    const release = await this.#budget.acquire(definition.resolve ? 'light' : definition.resources, signal);
    try {
      const { name: pipeline } = this.#request.notebook;
      const { store } = this.#context;
      const inputs = gatherInputs(cell, (id) => store.query.newestSuccess(pipeline, id), store);
      const current = this.#currentArtifacts(cell.id, states);
      const key = await prepareKey(this.#context, {
        pipeline,
        cell: cell.id,
        definition,
        parameters,
        inputs,
        current,
        signal,
        onProgress: (update) => this.#listener.preparing(cell.id, update),
      });
      const { runId, graceMs } = this.#request;
      const job = { pipeline, runId, cell: cell.id, definition, parameters, inputs, key, signal, graceMs };
      if (key.resolved) {
        return this.#recordChoice(job, key);
      }
      return (planned.force ? undefined : await this.#reuse(job)) ?? (await this.#execute(job));
    } finally {
      release();
    }
  }

  #resolved(id: string) {
    const cell = this.#cells.get(id);
    const definition = cell && findDefinition(this.#context, cell.component);
    const parameters =
      cell && definition && resolveParameters(cell, definition, this.#request.notebook.runtimeParameters);
    if (!cell || !definition || !parameters?.ok) {
      throw new Error(`The cell "${id}" was planned although it is not valid`);
    }
    return { cell, definition, parameters: parameters.values };
  }

  /**
   * What this run's own cells made and what is fresh around it, hidden from the resolver `cell` (rule S8).
   */
  #currentArtifacts(cell: string, states: CellStates): ReadonlySet<number> {
    const descendants = this.#graph.descendants(cell);
    const { store } = this.#context;
    const pipeline = this.#request.notebook.name;
    const others = [...this.#cells.keys()].filter((id) => {
      const ended = this.#outcomes.get(id)?.state;
      const isCurrent = ended
        ? ended === 'succeeded' || ended === 'reused'
        : !this.#aborts.has(id) && states.get(id)?.freshness.state === 'fresh';
      return isCurrent && !descendants.has(id);
    });
    const made = others.flatMap((id) => {
      const success = store.query.newestSuccess(pipeline, id);
      const outputs = success ? Object.values(outputsOf(store, success.id)).flat() : [];
      return outputs.filter(({ producer }) => producer?.cell === id);
    });
    return new Set(made.map(({ id }) => id));
  }

  #recordChoice(job: Omit<CellJob, 'onStart' | 'onEvent'>, key: PreparedKey): Ending {
    const { executions } = this.#context.store;
    const artifacts = Object.fromEntries(
      Object.entries(key.resolved ?? {}).map(([output, chosen]) => [output, chosen.map(({ id }) => id)]),
    );
    const executionId = executions.record(newExecution(this.#context, job), {
      outcome: 'complete',
      endedMs: this.#context.nowMs(),
      earlierOutputs: { type: 'internalOutput', artifacts },
    });
    return { state: 'succeeded', executionId };
  }

  /**
   * Takes the newest success with the same key whose outputs are complete (rule R2), recorded as an execution of its
   * own in the state CACHED (rule R3). What has effects outside is only taken when it is the newest success: then the
   * effect is still in place (rule S6).
   */
  async #reuse(job: Omit<CellJob, 'onStart' | 'onEvent'>): Promise<Ending | undefined> {
    const { query, executions, events } = this.#context.store;
    const { definition, pipeline, cell, key } = job;
    if (definition.cache === 'never' && definition.effects === 'none') {
      return undefined;
    }
    const newest = query.newestSuccess(pipeline, cell);
    const withSameKey = query.withKey(key.key, pipeline, cell);
    const candidates =
      definition.effects === 'outside' ? withSameKey.filter(({ id }) => id === newest?.id) : withSameKey;
    for (const candidate of candidates) {
      if (await verifyOutputs(this.#context, candidate.id)) {
        const artifacts = groupByKey(events.ofExecution(candidate.id), 'output');
        const executionId = executions.record(newExecution(this.#context, job), {
          outcome: 'cached',
          endedMs: this.#context.nowMs(),
          earlierOutputs: { type: 'output', artifacts },
          reusedFrom: candidate.reusedFrom ?? candidate.id,
        });
        return { state: 'reused', executionId };
      }
    }
    return undefined;
  }

  async #execute(job: Omit<CellJob, 'onStart' | 'onEvent'>): Promise<Ending> {
    const { cell } = job;
    const result: ExecutionResult = await executeCell(this.#context, {
      ...job,
      onStart: (executionId) => {
        this.#running.add(cell);
        this.#listener.phaseChanged(cell, 'running');
        this.#listener.executionStarted(cell, executionId);
      },
      onEvent: (executionId, event) => this.#listener.executionEvent(cell, executionId, event),
    });
    return result;
  }

  /** A failure before the executor could start, such as a missing source, is an attempt like any other. */
  #recordFailure(id: string, error: unknown): Ending {
    const view = toErrorView(error) as ErrorView;
    const located: ErrorView = { ...view, location: { cell: id, ...view.location } };
    const { cell, definition, parameters } = this.#resolved(id);
    const { name: pipeline } = this.#request.notebook;
    const record = newExecution(this.#context, {
      pipeline,
      runId: this.#request.runId,
      cell: cell.id,
      definition,
      parameters,
      inputs: {},
      key: undefined,
    });
    const executionId = this.#context.store.executions.record(record, {
      outcome: 'failed',
      endedMs: this.#context.nowMs(),
      error: located,
    });
    return { state: 'failed', executionId, error: located };
  }
}

function cancelled(): DOMException {
  return new DOMException('The run was cancelled', 'AbortError');
}

function skipWords(outcome: CellOutcome | undefined): string {
  const words = { failed: 'failed', skipped: 'was skipped', cancelled: 'was cancelled' } as const;
  return outcome && outcome.state in words ? words[outcome.state as keyof typeof words] : 'did not run';
}

function reasonsOf(state: CellState | undefined): readonly Reason[] {
  if (!state || state.freshness.state === 'empty') {
    return [{ message: 'Has not run before' }];
  }
  const { freshness } = state;
  return freshness.state === 'stale' || freshness.state === 'blocked' ? freshness.reasons : [];
}
