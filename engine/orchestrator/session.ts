import { join } from 'node:path';
import { didYouMean } from '../base/did-you-mean.ts';
import type { ErrorView } from '../contract/error.ts';
import type { ServerEvent } from '../contract/event.ts';
import type { ExecutionEvent } from '../contract/execution.ts';
import type { MethodResult } from '../contract/index.ts';
import type { NotebookCommand, NotebookView, Phase, ProgressView } from '../contract/notebook.ts';
import { CellGraph } from '../pipeline/graph.ts';
import { componentCells, type Notebook } from '../pipeline/notebook.ts';
import { applyOverrides } from '../pipeline/override.ts';
import { ByteChecker } from './byte-checker.ts';
import { CellActivities } from './cell-activities.ts';
import { CellDeriver } from './cell-deriver.ts';
import { collectGarbage, planCollection, totalBytes } from './collect-garbage.ts';
import { explainPlan } from './explain-plan.ts';
import { forgetResult } from './forget-result.ts';
import { ModuleFiles } from './module-files.ts';
import type { NotebookFile } from './notebook-file.ts';
import { componentCellView, locatedProblems, notebookView, type ViewSources } from './notebook-view.ts';
import { openParts, type SessionParts } from './open-parts.ts';
import { OrchestratorError } from './orchestrator-error.ts';
import { orderingGraph } from './order-cells.ts';
import { findDefinition, type PipelineContext } from './pipeline-context.ts';
import { PipelineReader } from './pipeline-reader.ts';
import { planRun } from './plan-run.ts';
import { ResourceBudget } from './resource-budget.ts';
import type { RootLock } from './root-lock.ts';
import { runMessage } from './run-message.ts';
import { RunQueue, type RunResult, type StartedRun } from './run-queue.ts';
import type { SessionOptions } from './session-options.ts';
import { watchFiles } from './watch-files.ts';

export type { SessionOptions };

export interface RunOptions {
  readonly cells?: readonly string[] | undefined;
  readonly force?: boolean | undefined;
}

/**
 * An open notebook with its pipeline root: what the server and the command line work with. It holds no truth of its
 * own: cells are derived from the notebook file, the metadata store and the files on disk.
 */
export class Session {
  readonly modules: ModuleFiles;
  /** Executions, artifacts, lineage and runs. */
  readonly reader: PipelineReader;
  readonly #options: SessionOptions;
  readonly #context: PipelineContext;
  readonly #file: NotebookFile;
  readonly #lock: RootLock | undefined;
  readonly #queue: RunQueue;
  readonly #deriver: CellDeriver;
  readonly #listeners = new Set<(event: ServerEvent) => void>();
  readonly #activities = new CellActivities();
  #version = 0;
  #trusted: boolean;
  #activeRun: { runId: string; startedMs: number } | null = null;
  #unwatch: () => void = () => undefined;
  #byteChecker: ByteChecker | undefined;

  private constructor(options: SessionOptions, parts: SessionParts) {
    this.#options = options;
    this.#context = parts.context;
    this.#file = parts.file;
    this.#lock = parts.lock;
    this.#trusted = options.trusted;
    this.modules = new ModuleFiles(parts.context.notebookDirectory);
    this.reader = new PipelineReader(parts.context, () => this.notebook);
    this.#deriver = new CellDeriver(parts.context, {
      notebook: () => this.notebook,
      derived: () => this.#emitNotebook(),
    });
    this.#queue = new RunQueue(parts.context, {
      budget: options.budget ?? new ResourceBudget(),
      graceMs: options.graceMs ?? 5000,
      listener: {
        runStarted: (run) => this.#runStarted(run),
        runEnded: (result) => this.#runEnded(result),
        phaseChanged: (cell, phase) => this.#phaseChanged(cell, phase),
        preparing: (cell, update) => {
          const progress = { ...update, ratePerSecond: null, secondsLeft: null };
          this.#progressed(cell, progress, this.#context.nowMs());
        },
        executionStarted: () => this.#deriver.deriveSoon(),
        executionEvent: (cell, executionId, event) => this.#executionEvent(cell, executionId, event),
        cellEnded: ({ cell }) => this.#cellEnded(cell),
      },
    });
  }

  /**
   * Opens a notebook and puts its root in order after a crash.
   *
   * @throws NotebookError when the file is not a notebook, OrchestratorError "root-in-use", MetadataError
   */
  static async open(options: SessionOptions): Promise<Session> {
    const session = new Session(options, await openParts(options));
    await session.#changed();
    session.#startWatching();
    session.#startByteChecks();
    return session;
  }

  get path(): string {
    return this.#file.path;
  }

  get root(): string {
    return this.#context.layout.root;
  }

  /** The notebook with the session's overrides. @throws NotebookError when an override names nothing */
  get notebook(): Notebook {
    return applyOverrides(this.#file.notebook, this.#options.overrides ?? []);
  }

  get text(): string {
    return this.#file.text;
  }

  view(): NotebookView {
    return notebookView(this.#viewSources());
  }

  /** What keeps cells from running, with file, line and column. */
  problems(): readonly ErrorView[] {
    return locatedProblems(this.#deriver.states, this.#file);
  }

  /** Tells every change from now on; returns the function that ends it. */
  subscribe(listener: (event: ServerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks at the notebook file, the modules and the data anew. */
  async refresh(): Promise<NotebookView> {
    await this.#deriver.derive();
    return this.view();
  }

  async edit(command: NotebookCommand): Promise<NotebookView> {
    this.#requireTrust('edit it');
    await this.#file.edit(command);
    return this.#changed();
  }

  async undo(): Promise<NotebookView> {
    await this.#file.undo();
    return this.#changed();
  }

  async redo(): Promise<NotebookView> {
    await this.#file.redo();
    return this.#changed();
  }

  async resolveConflict(keep: 'disk' | 'ours'): Promise<NotebookView> {
    await this.#file.resolveConflict(keep);
    return this.#changed();
  }

  /** The caller remembers the decision across sessions. */
  async trust(): Promise<NotebookView> {
    this.#trusted = true;
    return this.#changed();
  }

  /**
   * Starts a run of some cells with their stale ancestors, or of all cells. Runs wait for each other.
   *
   * @throws OrchestratorError "not-trusted", "no-such-cell"
   */
  startRun(options: RunOptions = {}): StartedRun {
    this.#requireTrust('run it');
    this.#requireCells(options.cells ?? []);
    const { runId, done } = this.#queue.start({
      notebook: this.notebook,
      targets: options.cells,
      force: options.force ?? false,
    });
    return { runId, done: this.#whenDerived(done) };
  }

  cancel(cells?: readonly string[]): void {
    this.#queue.cancel(cells);
  }

  /** What a run would do now and why, without doing it. */
  async plan(options: RunOptions = {}): Promise<MethodResult<'run.plan'>> {
    this.#requireCells(options.cells ?? []);
    await this.#deriver.derive();
    const cells = componentCells(this.notebook);
    const graph = CellGraph.of(cells);
    const plan = planRun({
      order: orderingGraph(cells, (name) => findDefinition(this.#context, name)).topologicalOrder(),
      graph,
      freshness: new Map([...this.#deriver.states].map(([id, state]) => [id, state.freshness.state])),
      targets: options.cells,
      force: options.force ?? false,
    });
    return explainPlan(this.#context, { plan, states: this.#deriver.states, graph });
  }

  /** Makes a cell's results and checkpoints count no more; they stay in the history. */
  async forget(cell: string): Promise<NotebookView> {
    this.#requireCells([cell]);
    await forgetResult(this.#context, this.#file.notebook.name, cell);
    return this.#changed();
  }

  starRun(runId: string, starred: boolean): void {
    this.#context.store.runs.setStarred(runId, starred);
  }

  storagePreview(): MethodResult<'storage.preview'> {
    const { remove, keep } = planCollection(this.#context);
    return {
      artifacts: remove.length,
      sizeBytes: totalBytes(remove),
      kept: keep.length,
      keptBytes: totalBytes(keep),
    };
  }

  async collectStorage(): Promise<MethodResult<'storage.collect'>> {
    const plan = planCollection(this.#context);
    await collectGarbage(this.#context, plan);
    await this.refresh();
    return { removed: plan.remove.length, sizeBytes: totalBytes(plan.remove) };
  }

  /** Resolves when nothing runs or waits. */
  settled(): Promise<void> {
    return this.#queue.settled();
  }

  /** Cancels what runs and gives the root back. */
  async close(): Promise<void> {
    this.#unwatch();
    await this.#byteChecker?.close();
    this.#queue.cancel();
    await this.#queue.settled();
    await this.#deriver.close();
    this.#listeners.clear();
    this.#context.store.close();
    this.#lock?.[Symbol.dispose]();
  }

  /** The view after a change; what takes long to find out follows as an event. */
  async #changed(): Promise<NotebookView> {
    await this.#deriver.deriveWithPatience();
    return this.view();
  }

  /** Who waits for a run sees what it left in the cells. */
  #whenDerived(done: Promise<RunResult>): Promise<RunResult> {
    const derived = done.finally(() => this.#deriver.derive().catch(() => undefined));
    // Nobody has to wait for a run; its failures are told as events.
    derived.catch(() => undefined);
    return derived;
  }

  #startWatching(): void {
    if (this.#options.watch) {
      this.#unwatch = watchFiles(
        () => [this.path, ...this.#moduleFiles()],
        () => void this.#filesChanged(),
      );
    }
  }

  #startByteChecks(): void {
    if (this.#options.byteChecks && this.#lock) {
      this.#byteChecker = new ByteChecker(this.#context, {
        timing: this.#options.byteChecks,
        isBusy: () => this.#activeRun !== null,
        changed: () => this.#deriver.deriveSoon(),
      });
    }
  }

  #moduleFiles(): readonly string[] {
    const names = [...this.#deriver.states.values()].flatMap(({ key }) => Object.keys(key?.parts.code ?? {}));
    return names.map((name) => join(this.#context.notebookDirectory, name));
  }

  async #filesChanged(): Promise<void> {
    // The file may be gone for a moment while another program replaces it.
    await this.#file.checkDisk().catch(() => false);
    this.#deriver.deriveSoon();
  }

  #emitNotebook(): void {
    if (this.#listeners.size > 0) {
      this.#version += 1;
      this.#emit({ type: 'notebook', notebook: this.view() });
    }
  }

  #runStarted(run: { runId: string; startedMs: number }): void {
    this.#activeRun = run;
    this.#deriver.deriveSoon();
  }

  #runEnded({ runId, ok, seconds, cells }: RunResult): void {
    this.#activeRun = null;
    this.#deriver.deriveSoon();
    this.#emit({ type: 'run-ended', runId, ok, seconds, message: runMessage(cells) });
  }

  #phaseChanged(cell: string, phase: Phase): void {
    this.#activities.setPhase(cell, phase);
    this.#emitCell(cell);
  }

  /** A cell is idle together with its new freshness, so that no window shows it idle as it was before. */
  #cellEnded(cell: string): void {
    const settle = (): void => this.#phaseChanged(cell, 'idle');
    this.#deriver.derive().then(settle, settle);
  }

  #executionEvent(cell: string, executionId: number, event: ExecutionEvent): void {
    this.#emit({ type: 'execution', executionId, cell, event });
    if (event.type === 'progress') {
      this.#progressed(cell, event.progress, event.atMs);
    }
  }

  #progressed(cell: string, progress: ProgressView, atMs: number): void {
    if (this.#activities.setProgress(cell, progress, atMs)) {
      this.#emitCell(cell);
    }
  }

  #emitCell(id: string): void {
    const cell = componentCells(this.#file.notebook).find((candidate) => candidate.id === id);
    if (cell && this.#listeners.size > 0) {
      this.#version += 1;
      this.#emit({
        type: 'cell',
        version: this.#version,
        cell: componentCellView(cell, this.#viewSources()),
      });
    }
  }

  #emit(event: ServerEvent): void {
    for (const listener of this.#listeners) {
      listener(event);
    }
  }

  #viewSources(): ViewSources {
    return {
      context: this.#context,
      file: this.#file,
      states: this.#deriver.states,
      activities: this.#activities.all,
      version: this.#version,
      trusted: this.#trusted,
      activeRun: this.#activeRun,
    };
  }

  #requireTrust(action: string): void {
    if (!this.#trusted) {
      throw new OrchestratorError(
        'not-trusted',
        `This notebook is not trusted, so Millrace does not ${action}`,
        {
          hint: 'Trust it if you know where it comes from: it can run code and read and write files',
        },
      );
    }
    if (!this.#lock) {
      throw new OrchestratorError(
        'root-in-use',
        `This notebook was opened to look at only, so Millrace does not ${action}`,
      );
    }
  }

  #requireCells(ids: readonly string[]): void {
    const known = componentCells(this.notebook).map(({ id }) => id);
    const unknown = ids.find((id) => !known.includes(id));
    if (unknown !== undefined) {
      throw new OrchestratorError('no-such-cell', `There is no cell "${unknown}"`, {
        hint: didYouMean(unknown, known),
      });
    }
  }
}
