import { createHubDestination } from '../components/hf-pusher/destination.ts';
import { folderDestination } from '../components/pusher/destination.ts';
import { createVertexDestination } from '../components/vertex-pusher/destination.ts';
import type { MethodName } from '../contract/index.ts';
import type { SecretStore } from '../destinations/secrets/secret-store.ts';
import type { HandlerTable } from './engine-server.ts';
import { accountHandlers } from './handlers/account.ts';
import { type CloudSources, cloudHandlers } from './handlers/cloud.ts';
import { componentHandlers } from './handlers/components.ts';
import { evaluationHandlers } from './handlers/evaluation.ts';
import { exampleHandlers } from './handlers/examples.ts';
import { executionHandlers } from './handlers/execution.ts';
import { gpuHandlers } from './handlers/gpu.ts';
import { modelHandlers } from './handlers/model.ts';
import { notebookHandlers } from './handlers/notebook.ts';
import { pushHandlers } from './handlers/push.ts';
import { schemaHandlers } from './handlers/schema.ts';
import { statisticsHandlers } from './handlers/statistics.ts';
import { type SystemSources, systemHandlers } from './handlers/system.ts';
import { tryOutHandlers } from './handlers/try-out.ts';
import { SignatureProcess } from './models/signature-process.ts';
import type { Workspace } from './workspace.ts';

export interface HandlerSources {
  readonly workspace: Workspace;
  readonly secrets: SecretStore;
  readonly system: SystemSources;
  readonly compile: CloudSources['compile'];
}

export interface HandlerSet extends AsyncDisposable {
  readonly table: HandlerTable;
}

/** The handler of every method of the contract; a method without one does not compile. */
export function createHandlers({ workspace, secrets, system, compile }: HandlerSources): HandlerSet {
  const { [Symbol.asyncDispose]: closeTryOut, ...tryOut } = tryOutHandlers();
  const table = {
    ...componentHandlers,
    ...notebookHandlers(workspace),
    ...executionHandlers(workspace),
    ...systemHandlers(system),
    ...gpuHandlers(),
    ...exampleHandlers,
    ...statisticsHandlers,
    ...schemaHandlers,
    'schema.save': async (...call: Parameters<(typeof schemaHandlers)['schema.save']>) => {
      const view = await schemaHandlers['schema.save'](...call);
      // Cells that read the file are stale now, and the window should say so.
      await workspace.session.refresh();
      return view;
    },
    ...modelHandlers(workspace, new SignatureProcess()),
    ...evaluationHandlers,
    ...accountHandlers(secrets),
    ...tryOut,
    ...cloudHandlers({ workspace, secrets, compile }),
    ...pushHandlers([folderDestination, createHubDestination(secrets), createVertexDestination(secrets)]),
  } satisfies Readonly<Record<MethodName, unknown>>;
  return { table: table as unknown as HandlerTable, [Symbol.asyncDispose]: closeTryOut };
}
