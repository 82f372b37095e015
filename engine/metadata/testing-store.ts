import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { NewArtifact } from './artifact-table.ts';
import type { NewExecution } from './execution-table.ts';
import { MetadataStore } from './metadata-store.ts';

/** The name of the pipeline in the fixture that TFX made. */
export const tfxPipeline = 'segmentation-training-pipeline';

export async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A new, empty store for one test. */
export async function emptyStore(context: TestContext): Promise<MetadataStore> {
  const store = MetadataStore.open(join(await temporaryFolder(context), 'metadata.db'));
  context.after(() => store.close());
  return store;
}

/** A writable copy of what TFX's local runner left behind: `tfx_metadata` and `tfx_pipeline_output`. */
export async function tfxRun(
  context: TestContext,
): Promise<{ folder: string; database: string; root: string }> {
  const folder = await temporaryFolder(context);
  await cp(new URL('./fixtures', import.meta.url), folder, { recursive: true });
  return {
    folder,
    database: join(folder, 'tfx_metadata', tfxPipeline, 'metadata.db'),
    root: join(folder, 'tfx_pipeline_output', tfxPipeline),
  };
}

/** An execution of a cell "Trainer" with what a test cares about changed. */
export function execution(changes: Partial<NewExecution> = {}): NewExecution {
  return {
    type: { name: 'tfx.components.trainer.component.Trainer', base: 'mlmd.Train' },
    pipeline: 'pets',
    runId: '2026-11-24T09:00:00.000001',
    cell: 'Trainer',
    component: 'Trainer',
    key: 'k1',
    isCacheable: true,
    keyParts: { v: 1 },
    parameters: { epochs: 3 },
    properties: { epochs: 3 },
    inputs: {},
    resumedFrom: null,
    startedMs: 1000,
    ...changes,
  };
}

/** A model artifact with what a test cares about changed. */
export function model(changes: Partial<NewArtifact> = {}): NewArtifact {
  return {
    type: { name: 'Model', base: 'mlmd.Model', properties: {} },
    uri: '/root/Trainer/model/1',
    digest: 'sha256-1',
    sizeBytes: 3,
    manifest: { 'saved_model.pb': [3, 'sha256-2'] },
    properties: {},
    customProperties: { tfx_version: '1.21.0' },
    ...changes,
  };
}
