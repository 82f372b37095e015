import { basename, dirname, join, resolve } from 'node:path';
import { StatCache } from '../base/stat-cache.ts';
import type { MetadataStore } from '../metadata/metadata-store.ts';
import type { ComponentDefinition } from '../pipeline/component.ts';
import type { Override } from '../pipeline/override.ts';
import type { ByteCheckTiming } from './byte-checker.ts';
import type { PipelineContext, RuntimeIdentity } from './pipeline-context.ts';
import type { ResourceBudget } from './resource-budget.ts';
import type { RootLayout } from './root-layout.ts';
import { runWorker } from './run-worker.ts';

export interface SessionOptions {
  /** The notebook file. */
  readonly path: string;
  /** The pipeline root; beside the notebook when not given. */
  readonly root?: string;
  readonly components: readonly ComponentDefinition[];
  /** URL of the module whose `executors` map workers load. */
  readonly executors: string;
  /** Values for this session only (`--set`). */
  readonly overrides?: readonly Override[];
  /** Whether the notebook may run code, read and write outside its folder, and be edited (SECURITY D26). */
  readonly trusted: boolean;
  readonly runtime?: () => RuntimeIdentity | null;
  readonly secrets?: PipelineContext['secrets'];
  /** How long a cancelled worker may take before it is killed (rule C2). */
  readonly graceMs?: number;
  readonly budget?: ResourceBudget;
  /** Runs executors elsewhere than in a process of their own. */
  readonly runWorker?: PipelineContext['runWorker'];
  /** Compare the bytes of artifacts with their manifests while nothing runs (rule R2). */
  readonly byteChecks?: ByteCheckTiming;
  /** Look for changes that other programs make to the notebook and its modules. */
  readonly watch?: boolean;
  /** "observe" reads a root that another engine may be working in, and can run nothing. */
  readonly access?: 'exclusive' | 'observe';
}

/** The pipeline root of a notebook for which none was chosen. */
export function defaultRoot(notebookPath: string): string {
  const name = basename(notebookPath).replace(/(\.pipeline)?\.ya?ml$/, '');
  return join(dirname(resolve(notebookPath)), `${name}.millrace`);
}

/** What the parts of a session work with. */
export function makeContext(parts: {
  readonly options: SessionOptions;
  readonly path: string;
  readonly layout: RootLayout;
  readonly store: MetadataStore;
}): PipelineContext {
  const { options, path, layout, store } = parts;
  return {
    components: options.components,
    executors: options.executors,
    runWorker: options.runWorker ?? runWorker,
    layout,
    store,
    statCache: new StatCache(store.fileDigests),
    notebookDirectory: dirname(path),
    runtime: options.runtime ?? (() => null),
    secrets: options.secrets ?? (() => undefined),
    nowMs: Date.now,
  };
}
