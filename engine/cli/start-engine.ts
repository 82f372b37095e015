import path from 'node:path';
import { appFolder } from '../base/app-folder.ts';
import { SecretStore, type SecretStoreOptions } from '../destinations/secrets/secret-store.ts';
import { dataFolder } from '../runtime/data-folder.ts';
import { createHandlers } from '../server/create-handlers.ts';
import { type EngineServer, type PictureRoute, startEngineServer } from '../server/engine-server.ts';
import { MachineUsage } from '../server/machine-usage.ts';
import { Workspace } from '../server/workspace.ts';
import { readRuntimeIdentity } from './runtime-identity.ts';
import { engineVersion } from './version.ts';

export interface EngineOptions {
  readonly port: number;
  /** Take another port where that one is taken. */
  readonly anyPort?: boolean | undefined;
  readonly notebook?: string | undefined;
  readonly root?: string | undefined;
  /** Open the user's copy of the sample. */
  readonly sample?: boolean | undefined;
  readonly keepSecret?: SecretStoreOptions['keep'];
  /** Called with the address once the door is open, while the first notebook is still being opened. */
  readonly onListening?: (url: string) => void;
}

export interface RunningEngine extends EngineServer {
  readonly workspace: Workspace;
  readonly secrets: SecretStore;
}

/** Loaded with the first picture: what draws them is large, and a start has none to show. */
const pictures: readonly PictureRoute[] = [
  async (...request) => (await import('../server/pictures/handle-picture.ts')).handlePicture(...request),
  async (...request) =>
    (await import('../server/handlers/evaluation-pictures.ts')).handleEvaluationPicture(...request),
];

/**
 * Starts the engine with its door open: what `serve` and the desktop share. The door opens before the first notebook does,
 * so that a window loads its page meanwhile; resolves when both are open.
 */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
  const { keepSecret } = options;
  const secrets = await SecretStore.create({
    environment: process.env,
    ...(keepSecret === undefined ? {} : { keep: keepSecret }),
  });
  const workspace = new Workspace({
    assetsFolder: path.join(appFolder(), 'assets'),
    dataFolder: dataFolder(),
    openSession: async (notebook) => {
      const { openWatchedSession } = await import('./open-session.ts');
      return openWatchedSession({ ...notebook, secrets: (service) => secrets.get(service) });
    },
  });
  const handlers = createHandlers({
    workspace,
    secrets,
    system: systemSources(workspace),
    loadCompiler: async () => {
      const { compileNotebook } = await import('./export/compile-notebook.ts');
      return (opened, place) => compileNotebook(opened, { ...place, resources: {} });
    },
  });
  const server = await startEngineServer({
    port: options.port,
    anyPort: options.anyPort,
    engineVersion,
    rendererFolder: process.env.MILLRACE_RENDERER ?? path.join(appFolder(), 'dist', 'renderer'),
    workspace,
    handlers: handlers.table,
    pictures,
  });
  const close = async (): Promise<void> => {
    await server.close();
    await handlers[Symbol.asyncDispose]();
    await workspace.close();
  };
  options.onListening?.(server.url);
  try {
    await openFirst(workspace, options);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...server, close, workspace, secrets };
}

/** A notebook named by the user who starts the engine is trusted, as a script named to an interpreter is. */
async function openFirst(workspace: Workspace, { notebook, root, sample }: EngineOptions): Promise<void> {
  if (notebook !== undefined) await workspace.open({ path: notebook, root, trusted: true });
  else if (sample) await workspace.openSample();
}

function systemSources(workspace: Workspace): Parameters<typeof createHandlers>[0]['system'] {
  return {
    engineVersion,
    usage: new MachineUsage(),
    doctor: async () => (await import('./doctor/run-doctor.ts')).runDoctor(),
    tensorflow: async () => {
      const runtime = readRuntimeIdentity();
      return runtime === null ? null : { version: runtime.tensorflow, device: runtime.device.toUpperCase() };
    },
    workers: () => (workspace.isOpen ? runningCells(workspace) : 0),
    diskFolder: () => (workspace.isOpen ? workspace.session.root : dataFolder()),
  };
}

function runningCells(workspace: Workspace): number {
  return workspace.session
    .view()
    .cells.filter((cell) => cell.kind === 'component' && cell.phase === 'running').length;
}
