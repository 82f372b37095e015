import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { type AppState, useAppStore } from '../state/app-store.ts';
import { call } from '../state/engine.ts';
import { useSettings } from '../state/settings.ts';
import { changeView } from '../state/view-store.ts';

export interface StartRunOptions {
  /** The targets; without them every cell. */
  readonly cells?: readonly string[];
  readonly force?: boolean;
}

/** Starts a run, asking first where it would reach outside: a push cannot be taken back by undo. */
export async function startRun({ cells, force = false }: StartRunOptions): Promise<void> {
  const app = useAppStore.getState();
  const targets = cells ?? componentCells(app).map(({ id }) => id);
  if (useSettings.getState().confirmPushes && pushCells(app, targets).length > 0) {
    changeView({ dialog: { kind: 'confirm-push', cells: targets, force } });
    return;
  }
  await startRunNow({ cells: targets, force });
}

/** Starts a run without asking. */
export async function startRunNow({ cells, force = false }: StartRunOptions): Promise<void> {
  await call('run.start', { ...(cells && { cells: [...cells] }), ...(force && { force }) });
}

/** Those of the cells that change something outside the pipeline root. */
export function pushCells(app: AppState, cells: readonly string[]): readonly ComponentCellView[] {
  const outside = new Set(
    app.components.filter(({ effects }) => effects === 'outside').map(({ name }) => name),
  );
  return componentCells(app).filter(({ id, component }) => cells.includes(id) && outside.has(component));
}

function componentCells(app: AppState): readonly ComponentCellView[] {
  return (app.notebook?.cells ?? []).filter((cell) => cell.kind === 'component');
}
