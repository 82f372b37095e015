import { create } from 'zustand';
import type { ComponentView } from '../../engine/contract/component.ts';
import type { ServerEvent } from '../../engine/contract/event.ts';
import type { NotebookView } from '../../engine/contract/notebook.ts';
import type { ConnectionStatus } from './engine-client.ts';

/** What the window knows of the engine's state: the newest snapshot of each thing, nothing of its own. */
export interface AppState {
  readonly connection: ConnectionStatus;
  readonly engineVersion: string | null;
  /** Undefined until the engine has said whether a notebook is open. */
  readonly notebook: NotebookView | null | undefined;
  readonly components: readonly ComponentView[];
}

export const useAppStore = create<AppState>(() => ({
  connection: 'connecting',
  engineVersion: null,
  notebook: undefined,
  components: [],
}));

/** Takes a whole notebook unless a newer version of the same one is already shown. */
export function withNotebook(state: AppState, notebook: NotebookView | null): AppState {
  const shown = state.notebook;
  const isOlder = shown && notebook && shown.path === notebook.path && notebook.version < shown.version;
  return isOlder ? state : { ...state, notebook };
}

/** The state after an event; the same object where the event changes nothing that is shown. */
export function withEvent(state: AppState, event: ServerEvent): AppState {
  if (event.type === 'notebook') {
    return withNotebook(state, event.notebook);
  }
  if (event.type !== 'cell' || !state.notebook || event.version < state.notebook.version) {
    return state;
  }
  const cells = state.notebook.cells.map((cell) => (cell.id === event.cell.id ? event.cell : cell));
  return { ...state, notebook: { ...state.notebook, version: event.version, cells } };
}
