import { cloudMethods } from '../contract/cloud.ts';
import { componentMethods } from '../contract/component.ts';
import { evaluationMethods } from '../contract/evaluation.ts';
import { exampleMethods } from '../contract/examples.ts';
import { exportMethods } from '../contract/export.ts';
import { gpuMethods } from '../contract/gpu.ts';
import type { MethodName } from '../contract/index.ts';
import { modelMethods } from '../contract/model.ts';
import { pushMethods } from '../contract/push.ts';
import { schemaMethods } from '../contract/schema.ts';
import { statisticsMethods } from '../contract/statistics.ts';
import type { SecretStore } from '../destinations/secrets/secret-store.ts';
import { CloudJobList } from './cloud-job-list.ts';
import type { HandlerTable } from './engine-server.ts';
import type { CloudSources } from './handlers/cloud.ts';
import { executionHandlers } from './handlers/execution.ts';
import { notebookHandlers } from './handlers/notebook.ts';
import { type SystemSources, systemHandlers } from './handlers/system.ts';
import { lazyHandlers } from './lazy-handlers.ts';
import type { Workspace } from './workspace.ts';

export interface HandlerSources {
  readonly workspace: Workspace;
  readonly secrets: SecretStore;
  readonly system: SystemSources;
  /** The compiler of notebooks for Vertex AI, loaded when the first one is submitted. */
  readonly loadCompiler: () => Promise<CloudSources['compile']>;
}

export interface HandlerSet extends AsyncDisposable {
  readonly table: HandlerTable;
}

/**
 * The handler of every method of the contract; a method without one does not compile. What a window asks for at once is
 * here, the viewers' handlers are loaded with the first viewer.
 */
export function createHandlers(sources: HandlerSources): HandlerSet {
  const { workspace, secrets } = sources;
  const push = pushArea(secrets);
  const table = {
    ...lazyHandlers(
      componentMethods,
      async () => (await import('./handlers/components.ts')).componentHandlers,
    ),
    ...notebookHandlers(workspace),
    ...executionHandlers(workspace),
    ...systemHandlers(sources.system),
    ...viewerHandlers(workspace),
    ...lazyHandlers(gpuMethods, async () => (await import('./handlers/gpu.ts')).gpuHandlers()),
    ...cloudArea(sources),
    ...lazyHandlers(exportMethods, async () =>
      (await import('./handlers/export.ts')).exportHandlers(workspace),
    ),
    ...push.handlers,
  } satisfies Readonly<Record<MethodName, unknown>>;
  return { table: table as unknown as HandlerTable, [Symbol.asyncDispose]: push.close };
}

function viewerHandlers(workspace: Workspace) {
  return {
    ...lazyHandlers(exampleMethods, async () => (await import('./handlers/examples.ts')).exampleHandlers),
    ...lazyHandlers(
      statisticsMethods,
      async () => (await import('./handlers/statistics.ts')).statisticsHandlers,
    ),
    ...lazyHandlers(schemaMethods, () => loadSchemaHandlers(workspace)),
    ...lazyHandlers(modelMethods, () => loadModelHandlers(workspace)),
    ...lazyHandlers(
      evaluationMethods,
      async () => (await import('./handlers/evaluation.ts')).evaluationHandlers,
    ),
  };
}

async function loadSchemaHandlers(workspace: Workspace) {
  const { schemaHandlers } = await import('./handlers/schema.ts');
  return {
    ...schemaHandlers,
    'schema.save': async (...call: Parameters<(typeof schemaHandlers)['schema.save']>) => {
      const view = await schemaHandlers['schema.save'](...call);
      // Cells that read the file are stale now, and the window should say so.
      await workspace.session.refresh();
      return view;
    },
  };
}

async function loadModelHandlers(workspace: Workspace) {
  const { modelHandlers } = await import('./handlers/model.ts');
  const { SignatureProcess } = await import('./models/signature-process.ts');
  return modelHandlers(workspace, new SignatureProcess());
}

/** Every window asks for runs in the cloud at once, and where there are none, Google's libraries need not be loaded. */
function cloudArea({ workspace, secrets, loadCompiler }: HandlerSources) {
  const handlers = lazyHandlers(cloudMethods, async () => {
    const { cloudHandlers } = await import('./handlers/cloud.ts');
    return cloudHandlers({ workspace, secrets, compile: await loadCompiler() });
  });
  return {
    ...handlers,
    'cloud.jobs': async (...call: Parameters<(typeof handlers)['cloud.jobs']>) => {
      const [, { pipeline }] = call;
      const submitted = await new CloudJobList(pipeline.pipelineRoot).read();
      return submitted.length === 0 ? { jobs: [], lastPlace: null } : handlers['cloud.jobs'](...call);
    },
  };
}

/** A Space that is being tried out ends with the engine. */
function pushArea(secrets: SecretStore) {
  const load = async () => (await import('./handlers/push-area.ts')).pushAreaHandlers(secrets);
  let loaded: ReturnType<typeof load> | undefined;
  const handlers = lazyHandlers<keyof typeof pushMethods>(pushMethods, () => {
    loaded = load();
    return loaded;
  });
  return { handlers, close: async () => (await loaded)?.[Symbol.asyncDispose]() };
}
