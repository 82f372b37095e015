import { existsSync } from 'node:fs';
import { listFiles } from '../base/list-files.ts';
import type { ArtifactView } from '../contract/artifact.ts';
import type { RunMetrics, RunRow } from '../contract/execution.ts';
import type { ExecutionView } from '../contract/notebook.ts';
import type { LocatedArtifact, PushCell } from '../destinations/push-destination.ts';
import type { ArtifactRecord } from '../metadata/artifact-table.ts';
import { isPresent, locateUri } from '../metadata/locate-uri.ts';
import type { ArtifactTypeName } from '../pipeline/artifact-types.ts';
import type { Notebook } from '../pipeline/notebook.ts';
import { resolveParameters } from '../pipeline/resolve-parameters.ts';
import { attemptEvents } from './attempt-events.ts';
import { gatherInputs, inputsOf } from './cell-inputs.ts';
import { type EventPage, readEvents } from './event-log.ts';
import { toArtifactView, toExecutionView } from './execution-views.ts';
import { type LineageGraph, type LineageStart, lineageGraph } from './lineage-graph.ts';
import { listRuns } from './list-runs.ts';
import { OrchestratorError } from './orchestrator-error.ts';
import { findDefinition, type PipelineContext } from './pipeline-context.ts';
import { RunMetricsReader } from './run-metrics.ts';

/** Answers questions about a pipeline's past: executions, artifacts, lineage, runs. Changes nothing. */
export class PipelineReader {
  readonly #context: PipelineContext;
  readonly #notebook: () => Notebook;
  readonly #runMetrics: RunMetricsReader;

  constructor(context: PipelineContext, notebook: () => Notebook) {
    this.#context = context;
    this.#notebook = notebook;
    this.#runMetrics = new RunMetricsReader(context);
  }

  get pipelineName(): string {
    return this.#notebook().name;
  }

  get notebookDirectory(): string {
    return this.#context.notebookDirectory;
  }

  get pipelineRoot(): string {
    return this.#context.layout.root;
  }

  get cacheDirectory(): string {
    return this.#context.layout.cache;
  }

  /** An artifact and its absolute folder, which is there. @throws MetadataError "no-such-artifact", OrchestratorError "files-gone" */
  artifact(artifactId: number): LocatedArtifact {
    const record = this.#context.store.artifacts.get(artifactId);
    if (!isPresent(this.#context.layout.root, record.uri)) throw filesGone(record, this.#context.layout.root);
    return this.#locate(record);
  }

  /** An artifact whose files may have been removed. @throws MetadataError "no-such-artifact" */
  knownArtifact(artifactId: number): LocatedArtifact {
    return this.#locate(this.#context.store.artifacts.get(artifactId));
  }

  /** Live artifacts of a type in this pipeline, newest first. */
  artifacts(type: ArtifactTypeName): readonly LocatedArtifact[] {
    const records = this.#context.store.artifacts.ofType(this.pipelineName, type);
    return records.map((record) => this.#locate(record));
  }

  /** A component cell as it would run now. @throws OrchestratorError "no-such-cell", "invalid-cell" */
  cell(id: string): PushCell {
    const notebook = this.#notebook();
    const cell = notebook.cells.find((candidate) => candidate.id === id);
    const definition = cell?.kind === 'component' && findDefinition(this.#context, cell.component);
    if (cell?.kind !== 'component' || !definition) {
      throw new OrchestratorError('no-such-cell', `There is no cell "${id}" that could run`);
    }
    const parameters = resolveParameters(cell, definition, notebook.runtimeParameters);
    if (!parameters.ok) {
      const { message, hint } = parameters.problems[0] ?? { message: `Cell "${id}" is not valid` };
      throw new OrchestratorError('invalid-cell', message, hint === undefined ? {} : { hint });
    }
    const { store } = this.#context;
    const inputs = gatherInputs(cell, (from) => store.query.newestSuccess(notebook.name, from), store);
    const located = Object.entries(inputs).map(
      ([key, records]) => [key, records.map((record) => this.#locate(record))] as const,
    );
    return {
      id,
      component: cell.component,
      parameters: parameters.values,
      inputs: Object.fromEntries(located),
    };
  }

  /** The files of an artifact. @throws MetadataError "no-such-artifact", OrchestratorError "files-gone" */
  async artifactFiles(artifactId: number): Promise<{ path: string; sizeBytes: number }[]> {
    const files = await listFiles(this.artifact(artifactId).path);
    return files.map(({ path, sizeBytes }) => ({ path, sizeBytes }));
  }

  /** @throws MetadataError "no-such-execution" */
  execution(executionId: number): ExecutionView {
    return toExecutionView(this.#context, this.#context.store.query.get(executionId));
  }

  /** The cache key an execution ran under; null when it failed before that was known. */
  key(executionId: number): string | null {
    return this.#context.store.query.get(executionId).key;
  }

  /** Input artifacts of an execution by input key. */
  executionInputs(executionId: number): Readonly<Record<string, readonly ArtifactView[]>> {
    const entries = Object.entries(inputsOf(this.#context.store, executionId)).map(
      ([key, artifacts]) =>
        [key, artifacts.map((artifact) => toArtifactView(this.#context, artifact))] as const,
    );
    return Object.fromEntries(entries);
  }

  /** Executions that read an artifact, newest first. */
  consumers(artifactId: number): readonly ExecutionView[] {
    const ids = this.#context.store.events
      .ofArtifact(artifactId)
      .filter(({ direction }) => direction === 'input')
      .map(({ executionId }) => executionId);
    return [...new Set(ids)].sort((left, right) => right - left).map((id) => this.execution(id));
  }

  /**
   * Where an execution keeps its samples and event files: its `model_run` output, in staging while it runs; of one that
   * was stopped, the `run-log` from which it would go on; for components without either, the folder of its log.
   */
  executionDirectory(executionId: number): string {
    const { layout, store } = this.#context;
    const { cell, key } = store.query.get(executionId);
    const finished = layout.artifact({ cell, output: 'model_run', executionId });
    const staged = `${layout.stagedOutputs(executionId)}/model_run`;
    const stopped = key === null ? [] : [`${layout.state(cell, key)}/run-log`];
    const folders = [finished, staged, ...stopped];
    return folders.find((folder) => existsSync(folder)) ?? layout.execution(executionId);
  }

  /** Past events of an execution; `after` is the `next` of the page before. */
  events(
    executionId: number,
    options: { readonly after?: number; readonly types?: readonly string[] } = {},
  ): Promise<EventPage> {
    return readEvents(this.#context.layout.events(executionId), options);
  }

  /** What an execution told of its epochs, led by what the attempts told that it went on from. */
  attemptEvents(executionId: number): ReturnType<typeof attemptEvents> {
    return attemptEvents(this.#context, executionId);
  }

  /** Every attempt at a cell, newest first. */
  history(cell: string, limit = 100): ExecutionView[] {
    return this.#context.store.query
      .history(this.pipelineName, cell, limit)
      .map((record) => toExecutionView(this.#context, record));
  }

  lineage(start: LineageStart): LineageGraph {
    return lineageGraph(this.#context, start);
  }

  runs(limit = 200): RunRow[] {
    return listRuns(this.#context, { pipeline: this.pipelineName, limit });
  }

  /** How the metrics of a run went, up to an epoch counted from 1. */
  runMetrics(runId: string, epoch: number | null): Promise<RunMetrics> {
    return this.#runMetrics.read(runId, epoch);
  }

  #locate(record: ArtifactRecord): LocatedArtifact {
    const path = locateUri(this.#context.layout.root, record.uri);
    return { ...toArtifactView(this.#context, record), path };
  }
}

function filesGone({ id, type, uri, producer }: ArtifactRecord, root: string): OrchestratorError {
  const cell = producer === null ? 'the cell that made it' : `the cell "${producer.cell}"`;
  return new OrchestratorError('files-gone', `The files of ${type} ${id} are gone`, {
    hint: `Run ${cell} again to make them anew`,
    details: `They lay in ${uri.split(/[\\/]/).slice(-3).join('/')} below ${root}`,
    ...(producer !== null && { location: { cell: producer.cell } }),
  });
}
