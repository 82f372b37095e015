import { isAbsolute, join } from 'node:path';
import type {
  ComponentDefinition,
  HistoryArtifact,
  PreparedSources,
  ProgressUpdate,
} from '../pipeline/component.ts';
import { type CacheKey, makeCacheKey } from './cache-key.ts';
import { type ArtifactsByKey, digestsByKey } from './cell-inputs.ts';
import { declaredSecrets } from './declared-secrets.ts';
import { digestModules } from './module-digest.ts';
import type { PipelineContext } from './pipeline-context.ts';
import { pipelineHistory } from './pipeline-history.ts';
import { digestSources, type SourceSet } from './source-digest.ts';

export interface KeyRequest {
  readonly pipeline: string;
  readonly cell: string;
  readonly definition: ComponentDefinition;
  /** Validated, with defaults. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly inputs: ArtifactsByKey;
  /** Ids of what the notebook's own fresh cells made, hidden from resolvers (rule S8). */
  readonly current: ReadonlySet<number>;
  readonly signal: AbortSignal;
  readonly onProgress?: (update: ProgressUpdate) => void;
}

export interface PreparedKey extends CacheKey {
  readonly prepared: PreparedSources;
  /** The data files that the key stands for; null for a cell that reads none. */
  readonly sources: SourceSet | null;
  /** What a resolver chose; undefined for other components. */
  readonly resolved: Readonly<Record<string, readonly HistoryArtifact[]>> | undefined;
}

const nothingPrepared: PreparedSources = { files: [], modules: [], executionProperties: {} };

/**
 * Computes a cell's key from everything it would read now.
 *
 * @throws whatever the component's `prepare` or `resolve` throws; OrchestratorError for unreadable files
 */
export async function prepareKey(context: PipelineContext, request: KeyRequest): Promise<PreparedKey> {
  const { definition, parameters, signal } = request;
  const { notebookDirectory } = context;
  const secrets = declaredSecrets(context, definition);
  const prepared =
    (await definition.prepare?.({ parameters, notebookDirectory, signal, secrets })) ?? nothingPrepared;
  const resolved = definition.resolve?.({ parameters, history: pipelineHistory(context, request) });
  const sources = await digestSources(absolute(prepared.files, notebookDirectory), {
    cache: context.statCache,
    signal,
    onProgress: request.onProgress,
  });
  const cacheKey = makeCacheKey({
    definition,
    parameters,
    inputs: digestsByKey(request.inputs),
    code: await digestModules(absolute(prepared.modules, notebookDirectory), notebookDirectory),
    sources: sources?.digest ?? null,
    runtime: definition.dependsOnRuntime ? runtimeParts(context) : null,
    resolved: resolved ? resolvedDigests(resolved) : null,
    salt: context.store.salts.get(request.pipeline, request.cell),
  });
  return { ...cacheKey, prepared, sources, resolved };
}

function absolute(paths: readonly string[], folder: string): readonly string[] {
  return paths.map((path) => (isAbsolute(path) ? path : join(folder, path)));
}

function runtimeParts(context: PipelineContext): Record<string, string> {
  const runtime = context.runtime();
  return runtime ? { tensorflow: runtime.tensorflow, device: runtime.device } : {};
}

function resolvedDigests(
  resolved: Readonly<Record<string, readonly HistoryArtifact[]>>,
): Record<string, string[]> {
  const entries = Object.entries(resolved).filter(([, artifacts]) => artifacts.length > 0);
  return Object.fromEntries(entries.map(([key, list]) => [key, list.map(({ digest }) => digest)]));
}
