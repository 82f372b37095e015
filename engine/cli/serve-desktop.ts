import { toErrorView } from '../base/error-view.ts';
import { type EngineToMain, type MainToEngine, mainToEngineSchema } from '../contract/desktop.ts';
import type { ServerEvent } from '../contract/event.ts';
import type { NotebookView } from '../contract/notebook.ts';
import { dataFolder } from '../runtime/data-folder.ts';
import { steadyPort } from '../server/steady-port.ts';
import { type EngineOptions, type RunningEngine, startEngine } from './start-engine.ts';

/**
 * Runs the engine for Electron's main process: tells it where the window finds its page and what goes on, takes
 * secrets and orders from it, and ends when it says so or goes away.
 */
export async function serveDesktop(options: Omit<EngineOptions, 'port'>): Promise<number> {
  const tell = (message: EngineToMain): void => {
    if (process.connected) process.send?.(message);
  };
  const early: MainToEngine[] = [];
  const collect = (message: unknown): void => void early.push(mainToEngineSchema.parse(message));
  process.on('message', collect);
  try {
    const port = steadyPort(dataFolder());
    const engine = await startEngine({
      ...options,
      port,
      anyPort: true,
      keepSecret: tell,
      onListening: (url) => tell({ type: 'ready', url }),
    });
    engine.workspace.subscribe((event) => forward(event, engine, tell));
    if (engine.workspace.isOpen) tellNotebook(engine.workspace.session.view(), tell);
    process.off('message', collect);
    return await obeyUntilShutdown(engine, early);
  } catch (error) {
    const { message, hint = 'Run "millrace doctor" to see what is missing' } = toErrorView(error);
    tell({ type: 'cannot-start', message, hint });
    // Hearing main would keep this process alive.
    process.off('message', collect);
    return 1;
  }
}

function obeyUntilShutdown(engine: RunningEngine, early: readonly MainToEngine[]): Promise<number> {
  return new Promise((resolve) => {
    const stop = async (when: 'now' | 'after-epoch' | 'after-run'): Promise<void> => {
      if (when === 'after-run' && engine.workspace.isOpen) await engine.workspace.session.settled();
      if (when === 'after-epoch') await nextCheckpoint(engine);
      await engine.close();
      // The channel to main would keep this process alive.
      process.channel?.unref();
      resolve(0);
    };
    const obey = (message: MainToEngine): void => {
      if (message.type === 'secrets') engine.secrets.receive(message);
      else if (message.type === 'open-notebook') void open(engine, message.path);
      else void stop(message.when);
    };
    for (const message of early) obey(message);
    process.on('message', (message) => obey(mainToEngineSchema.parse(message)));
    process.once('disconnect', () => void stop('now'));
  });
}

/** A file chosen in a native dialog; what is wrong with it is told to the windows as any failed run is. */
async function open(engine: RunningEngine, path: string): Promise<void> {
  await engine.workspace.open({ path }).catch((error: unknown) => engine.workspace.reportDefect(error));
}

/** Resolves when the running training has its next checkpoint, or nothing runs any more. */
async function nextCheckpoint({ workspace }: RunningEngine): Promise<void> {
  if (!workspace.isOpen) return;
  const checkpoint = new Promise<void>((resolve) => {
    const unsubscribe = workspace.subscribe((event) => {
      if (event.type !== 'execution' || event.event.type !== 'checkpoint') return;
      unsubscribe();
      resolve();
    });
  });
  await Promise.race([checkpoint, workspace.session.settled()]);
}

function forward(event: ServerEvent, engine: RunningEngine, tell: (message: EngineToMain) => void): void {
  if (event.type === 'run-ended') {
    const { ok, seconds, message } = event;
    tell({ type: 'run-ended', ok, seconds, message });
  }
  if (event.type === 'notebook') tellNotebook(event.notebook, tell);
  if (event.type !== 'execution' && engine.workspace.isOpen)
    tellActivity(engine.workspace.session.view(), tell);
}

function tellNotebook(notebook: NotebookView | null, tell: (message: EngineToMain) => void): void {
  tell({ type: 'notebook', path: notebook?.path ?? null, name: notebook?.name ?? '' });
}

function tellActivity({ cells, activeRun }: NotebookView, tell: (message: EngineToMain) => void): void {
  const running = cells.find((cell) => cell.kind === 'component' && cell.phase === 'running');
  const progress = running?.kind === 'component' ? running.progress : null;
  tell({
    type: 'activity',
    running: activeRun !== null,
    label: running?.id ?? '',
    progress: progress?.total ? progress.done / progress.total : null,
  });
}
