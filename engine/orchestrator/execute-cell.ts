import { mkdir, readdir, rm } from 'node:fs/promises';
import { isAbortError, toErrorView } from '../base/error-view.ts';
import { redact } from '../base/redact.ts';
import type { ErrorView } from '../contract/error.ts';
import type { ExecutionEvent } from '../contract/execution.ts';
import type { NewExecution } from '../metadata/execution-table.ts';
import type { ComponentDefinition, ExecutorResult } from '../pipeline/component.ts';
import { type ArtifactsByKey, idsByKey } from './cell-inputs.ts';
import type { PreparedKey } from './cell-key.ts';
import { declaredSecrets } from './declared-secrets.ts';
import { encodeParameters } from './encode-properties.ts';
import { EventLog } from './event-log.ts';
import { OrchestratorError } from './orchestrator-error.ts';
import type { PipelineContext } from './pipeline-context.ts';
import { toInputArtifact } from './pipeline-history.ts';
import { ProgressMeter } from './progress-meter.ts';
import { publishOutputs, stageOutputs } from './publish-outputs.ts';
import { digestSources } from './source-digest.ts';
import type { WorkerReport } from './worker-protocol.ts';

export interface CellJob {
  readonly pipeline: string;
  readonly runId: string;
  readonly cell: string;
  readonly definition: ComponentDefinition;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly inputs: ArtifactsByKey;
  readonly key: PreparedKey;
  readonly signal: AbortSignal;
  readonly graceMs: number;
  readonly onStart: (executionId: number) => void;
  readonly onEvent: (executionId: number, event: ExecutionEvent) => void;
}

export type ExecutionResult =
  | { readonly state: 'succeeded'; readonly executionId: number }
  | { readonly state: 'failed'; readonly executionId: number; readonly error: ErrorView }
  | { readonly state: 'cancelled'; readonly executionId: number };

/** Runs a cell's executor and records what became of it. Failures and cancellation are results, not exceptions. */
export async function executeCell(context: PipelineContext, job: CellJob): Promise<ExecutionResult> {
  const execution = new CellExecution(context, job);
  try {
    return await execution.run();
  } finally {
    execution[Symbol.dispose]();
  }
}

/** The record with which an execution begins. */
export function newExecution(
  context: PipelineContext,
  job: Pick<CellJob, 'pipeline' | 'runId' | 'cell' | 'definition' | 'parameters' | 'inputs'> & {
    readonly key: PreparedKey | undefined;
  },
  resumedFrom: number | null = null,
): NewExecution {
  const { definition, parameters, key } = job;
  const { mlmdType } = definition;
  const secrets = secretValues(context, definition);
  return {
    type: {
      name: typeof mlmdType === 'string' ? mlmdType : mlmdType(parameters),
      base: definition.mlmdBaseType,
    },
    pipeline: job.pipeline,
    runId: job.runId,
    cell: job.cell,
    component: definition.name,
    key: key?.key ?? null,
    isCacheable: definition.resolve === undefined,
    keyParts: key?.parts ?? null,
    parameters: redact(parameters, secrets),
    properties: redact({ ...encodeParameters(parameters), ...key?.prepared.executionProperties }, secrets),
    inputs: idsByKey(job.inputs),
    resumedFrom,
    startedMs: context.nowMs(),
  };
}

class CellExecution implements Disposable {
  readonly #context: PipelineContext;
  readonly #job: CellJob;
  readonly #secrets: Readonly<Record<string, string>>;
  readonly #meter = new ProgressMeter();
  readonly #metrics: Record<string, number> = {};
  #id = 0;
  #log: EventLog | undefined;

  constructor(context: PipelineContext, job: CellJob) {
    this.#context = context;
    this.#job = job;
    this.#secrets = declaredSecrets(context, job.definition);
  }

  async run(): Promise<ExecutionResult> {
    const { layout, store } = this.#context;
    const { cell, key } = this.#job;
    const stateDirectory = layout.state(cell, key.key);
    await mkdir(stateDirectory, { recursive: true });
    const resumedFrom = await this.#resumedFrom(stateDirectory);
    this.#id = store.executions.begin(newExecution(this.#context, this.#job, resumedFrom));
    if (key.sources) {
      store.sourceSets.add(key.sources.digest, key.sources.files);
    }
    this.#log = new EventLog(layout.events(this.#id));
    this.#job.onStart(this.#id);
    try {
      await this.#work(stateDirectory);
      await rm(stateDirectory, { recursive: true, force: true });
      return { state: 'succeeded', executionId: this.#id };
    } catch (error) {
      return this.#fail(error);
    } finally {
      await rm(layout.stagedOutputs(this.#id), { recursive: true, force: true });
    }
  }

  [Symbol.dispose](): void {
    this.#log?.[Symbol.dispose]();
  }

  async #work(stateDirectory: string): Promise<void> {
    const { cell, definition, signal } = this.#job;
    const targets = await stageOutputs({
      layout: this.#context.layout,
      cell,
      executionId: this.#id,
      definition,
    });
    const result = await this.#runWorker({ outputs: targets, stateDirectory });
    signal.throwIfAborted();
    await this.#requireSameSources();
    const newOutputs = await publishOutputs(targets, redact(result, Object.values(this.#secrets)));
    const endedMs = this.#context.nowMs();
    this.#context.store.executions.end(this.#id, {
      outcome: 'complete',
      endedMs,
      newOutputs,
      metrics: this.#metrics,
      properties: redact(result.executionProperties ?? {}, Object.values(this.#secrets)),
    });
    this.#emit({ type: 'ended', atMs: endedMs, state: 'complete' });
  }

  #runWorker(folders: {
    readonly outputs: Awaited<ReturnType<typeof stageOutputs>>;
    readonly stateDirectory: string;
  }): Promise<ExecutorResult> {
    const { layout, notebookDirectory, executors, nowMs } = this.#context;
    const job = this.#job;
    const inputs = Object.entries(job.inputs).map(([key, artifacts]) => [
      key,
      artifacts.map((artifact) => toInputArtifact(artifact, layout.root)),
    ]);
    return this.#context.runWorker({
      executors,
      component: job.definition.name,
      context: {
        parameters: { ...job.parameters },
        inputs: Object.fromEntries(inputs),
        ...folders,
        notebookDirectory,
        pipelineRoot: layout.root,
        pipelineName: job.pipeline,
        runId: job.runId,
        executionId: this.#id,
        sources: job.key.prepared.files,
        preparedProperties: job.key.prepared.executionProperties,
        secrets: this.#secrets,
      },
      signal: job.signal,
      graceMs: job.graceMs,
      onStart: (pid) => this.#emit({ type: 'started', atMs: nowMs(), pid }),
      onReport: (report) => this.#report(report),
    });
  }

  /** Data that changed while it was read would be recorded under a key that does not describe it. */
  async #requireSameSources(): Promise<void> {
    const { key, signal } = this.#job;
    const now = await digestSources(key.prepared.files, { cache: this.#context.statCache, signal });
    if ((now?.digest ?? null) !== key.parts.sources) {
      throw new OrchestratorError(
        'missing-source',
        'The source files changed while the cell was reading them',
        {
          hint: 'Run the cell again once the files are complete',
          location: { cell: this.#job.cell },
        },
      );
    }
  }

  async #resumedFrom(stateDirectory: string): Promise<number | null> {
    const { pipeline, cell, key } = this.#job;
    const newest = this.#context.store.query.newest(pipeline, cell);
    const hasState = (await readdir(stateDirectory)).length > 0;
    return hasState && newest && newest.key === key.key ? newest.id : null;
  }

  #fail(error: unknown): ExecutionResult {
    const endedMs = this.#context.nowMs();
    const executionId = this.#id;
    const { executions } = this.#context.store;
    if (this.#job.signal.aborted && (error === this.#job.signal.reason || isAbortError(error))) {
      executions.end(executionId, { outcome: 'canceled', endedMs, metrics: this.#metrics });
      this.#emit({ type: 'ended', atMs: endedMs, state: 'canceled' });
      return { state: 'cancelled', executionId };
    }
    const view = withCell(toErrorView(error, Object.values(this.#secrets)), this.#job.cell);
    executions.end(executionId, {
      outcome: 'failed',
      endedMs,
      error: view,
      metrics: this.#metrics,
      properties: { __execution_result__: executionResultJson(view) },
    });
    this.#emit({ type: 'ended', atMs: endedMs, state: 'failed', error: view });
    return { state: 'failed', executionId, error: view };
  }

  #report(report: WorkerReport): void {
    const atMs = this.#context.nowMs();
    switch (report.type) {
      case 'progress':
        this.#emit({ type: 'progress', atMs, progress: this.#meter.measure(report.update, atMs) });
        return;
      case 'log':
        this.#emit({ type: 'log', atMs, level: report.level, message: report.message });
        return;
      case 'metrics':
        this.#keepMetrics(report.update.values);
        this.#emit({ type: 'metrics', atMs, ...report.update, values: { ...report.update.values } });
        return;
      case 'samples':
        this.#emit({ type: 'samples', atMs, epoch: report.update.epoch, images: [...report.update.images] });
        return;
      case 'checkpoint':
        this.#emit({ type: 'checkpoint', atMs, ...report.update });
    }
  }

  #keepMetrics(values: Readonly<Record<string, number | null>>): void {
    for (const [name, value] of Object.entries(values)) {
      if (value !== null) {
        this.#metrics[name] = value;
      }
    }
  }

  #emit(event: ExecutionEvent): void {
    const clean = redact(event, Object.values(this.#secrets));
    this.#log?.append(clean);
    this.#job.onEvent(this.#id, clean);
  }
}

function secretValues(context: PipelineContext, definition: ComponentDefinition): readonly string[] {
  return Object.values(declaredSecrets(context, definition));
}

function withCell(error: ReturnType<typeof toErrorView>, cell: string): ErrorView {
  return { ...error, location: { cell, ...error.location } } as ErrorView;
}

/** ExecutionResult as TFX keeps it for a failed execution (`__execution_result__`). */
function executionResultJson({ message }: ErrorView): string {
  return JSON.stringify({ resultMessage: message, code: 2 });
}
