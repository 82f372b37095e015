import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ArtifactTypeName } from '../../pipeline/artifact-types.ts';
import type {
  Executor,
  ExecutorContext,
  ExecutorResult,
  InputArtifact,
  OutputTarget,
  Properties,
} from '../../pipeline/component.ts';

export interface ExecutorRun<Parameters> {
  readonly parameters: Parameters;
  readonly inputs: Readonly<Record<string, readonly InputArtifact[]>>;
  readonly outputs: Readonly<Record<string, ArtifactTypeName>>;
  readonly signal?: AbortSignal;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Kept from an earlier attempt at the same work. */
  readonly stateDirectory?: string;
}

export interface FinishedRun {
  readonly result: ExecutorResult | undefined;
  /** Folder of each output. */
  readonly folders: Readonly<Record<string, string>>;
  readonly log: readonly string[];
  readonly pipelineRoot: string;
}

/** Runs an executor in this process, in a fresh folder, as the worker would. */
export async function runExecutor<Parameters>(
  executor: Executor<Parameters>,
  run: ExecutorRun<Parameters>,
  pipelineRoot?: string,
): Promise<FinishedRun> {
  const root = pipelineRoot ?? (await mkdtemp(path.join(tmpdir(), 'millrace-executor-')));
  const folder = await mkdtemp(path.join(root, 'execution-'));
  const outputs: Record<string, OutputTarget> = {};
  for (const [key, type] of Object.entries(run.outputs)) {
    outputs[key] = { type, path: path.join(folder, key), finalUri: path.join(folder, key) };
    await mkdir(path.join(folder, key));
  }
  const log: string[] = [];
  const context: ExecutorContext<Parameters> = {
    parameters: run.parameters,
    inputs: run.inputs,
    outputs,
    notebookDirectory: folder,
    pipelineRoot: root,
    pipelineName: 'test',
    runId: '2026-01-01T00:00:00.000000',
    executionId: 7,
    stateDirectory: run.stateDirectory ?? folder,
    sources: [],
    preparedProperties: {},
    secrets: run.secrets ?? {},
    signal: run.signal ?? new AbortController().signal,
    report: {
      progress() {},
      metrics() {},
      samples() {},
      checkpoint() {},
      log: (level, message) => log.push(`${level}: ${message}`),
    },
  };
  const result = await executor(context);
  const folders = Object.fromEntries(Object.entries(outputs).map(([key, output]) => [key, output.path]));
  return { result, folders, log, pipelineRoot: root };
}

/** An input artifact that lies in a folder. */
export function inputArtifact(
  type: ArtifactTypeName,
  folder: string,
  rest: {
    readonly id?: number;
    readonly digest?: string;
    readonly properties?: Properties;
    readonly customProperties?: Properties;
  } = {},
): InputArtifact {
  return {
    id: rest.id ?? 1,
    type,
    path: folder,
    uri: folder,
    digest: rest.digest ?? 'sha256-0000',
    properties: rest.properties ?? {},
    customProperties: rest.customProperties ?? {},
  };
}
