import type { StatCache } from '../base/stat-cache.ts';
import type { MetadataStore } from '../metadata/metadata-store.ts';
import type { ComponentDefinition, ExecutorResult } from '../pipeline/component.ts';
import type { RootLayout } from './root-layout.ts';
import type { WorkerJob } from './run-worker.ts';

/** TensorFlow's version and device as they enter the keys of components that depend on them (rule K2). */
export interface RuntimeIdentity {
  readonly tensorflow: string;
  readonly device: 'cpu' | 'gpu';
}

/** What every part of an open pipeline works with. */
export interface PipelineContext {
  readonly components: readonly ComponentDefinition[];
  /** URL of the module with the `executors` map that workers load. */
  readonly executors: string;
  /** Where executors run: each in a process of its own. */
  readonly runWorker: (job: WorkerJob) => Promise<ExecutorResult>;
  readonly layout: RootLayout;
  readonly store: MetadataStore;
  readonly statCache: StatCache;
  readonly notebookDirectory: string;
  readonly runtime: () => RuntimeIdentity | null;
  readonly secrets: (service: 'huggingface' | 'google') => string | undefined;
  readonly nowMs: () => number;
}

export function findDefinition(context: PipelineContext, name: string): ComponentDefinition | undefined {
  return context.components.find((component) => component.name === name);
}
