import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  ComponentDefinition,
  Executor,
  ExecutorResult,
  InputArtifact,
} from '../../pipeline/component.ts';

export interface RunComponentOptions {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly inputs?: Readonly<Record<string, readonly InputArtifact[]>>;
  /** Outputs are written below it, one folder an output key. */
  readonly folder: string;
  readonly notebookDirectory?: string;
  readonly signal?: AbortSignal;
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface ComponentRun {
  readonly result: ExecutorResult | undefined;
  readonly log: readonly { readonly level: string; readonly message: string }[];
  /** An output as the next component would get it. */
  output(key: string): InputArtifact;
}

/** Prepares and runs one component in this process, as the engine would in a worker. */
export async function runComponent(
  definition: ComponentDefinition,
  // biome-ignore lint/suspicious/noExplicitAny: executors have different parameter types
  executor: Executor<any>,
  options: RunComponentOptions,
): Promise<ComponentRun> {
  const { folder, notebookDirectory = folder, signal = new AbortController().signal, secrets = {} } = options;
  const parameters = definition.parameters.parse(options.parameters ?? {});
  const prepared = await definition.prepare?.({ parameters, notebookDirectory, signal, secrets });
  const outputs = Object.entries(definition.outputs).map(([key, { type }]) => {
    const path = join(folder, key);
    return [key, { type, path, finalUri: path }] as const;
  });
  for (const [, { path }] of outputs) await mkdir(path, { recursive: true });
  const log: { level: string; message: string }[] = [];
  const ignore = (): void => undefined;
  const report = { progress: ignore, metrics: ignore, samples: ignore, checkpoint: ignore };
  const result = await executor({
    parameters,
    inputs: options.inputs ?? {},
    outputs: Object.fromEntries(outputs),
    notebookDirectory,
    pipelineName: 'test',
    pipelineRoot: folder,
    runId: 'run',
    executionId: 1,
    stateDirectory: folder,
    sources: prepared?.files ?? [],
    preparedProperties: prepared?.executionProperties ?? {},
    secrets,
    signal,
    report: { ...report, log: (level, message) => log.push({ level, message }) },
  });
  const output = (key: string): InputArtifact => {
    const { properties = {}, customProperties = {} } = result?.outputs?.[key] ?? {};
    const [, target] = outputs.find(([name]) => name === key) ?? [];
    if (!target) throw new Error(`${definition.name} has no output "${key}"`);
    return {
      id: 1,
      type: target.type,
      path: target.path,
      uri: target.path,
      digest: key,
      properties,
      customProperties,
    };
  };
  return { result, log, output };
}
