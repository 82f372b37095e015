import { create } from 'zustand';
import type { ExportKind } from '../../engine/contract/export.ts';
import { bringIntoSight } from './bring-into-sight.ts';

export type SidebarTab = 'outline' | 'graph';
export type InspectorTab = 'parameters' | 'inputs' | 'outputs' | 'lineage' | 'logs';
export type BottomTab = 'log' | 'problems' | 'runs';

/** The dialog in front, with what it needs to know. */
export type DialogView =
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'doctor' }
  | { readonly kind: 'accounts'; readonly service?: 'huggingface' | 'google' }
  | { readonly kind: 'browse'; readonly purpose: 'notebook' | 'folder' }
  | { readonly kind: 'add-cell'; readonly index: number }
  | { readonly kind: 'rename-cell'; readonly cell: string }
  | { readonly kind: 'run-plan' }
  | { readonly kind: 'storage' }
  | { readonly kind: 'cloud' }
  | { readonly kind: 'export'; readonly export: ExportKind }
  | { readonly kind: 'confirm-push'; readonly cells: readonly string[]; readonly force: boolean };

/** What only this window knows: where one looks and what is open. Losing it loses no work. */
export interface ViewState {
  readonly selectedCell: string | null;
  readonly sidebarOpen: boolean;
  readonly inspectorOpen: boolean;
  readonly bottomOpen: boolean;
  readonly sidebarTab: SidebarTab;
  readonly inspectorTab: InspectorTab;
  readonly bottomTab: BottomTab;
  /** Cells folded to their heading. */
  readonly folded: Readonly<Record<string, boolean>>;
  /** The component cell whose parameters stand open in the notebook, or the note that is being written or about to be. */
  readonly editing: string | null;
  /** An artifact chosen to be looked at in the inspector. */
  readonly artifactId: number | null;
  readonly dialog: DialogView | null;
}

/** Stands for the id of a note that the engine is still adding; no cell has an empty id. */
export const noteToCome = '';

const storageKey = 'millrace.view';
const remembered = [
  'sidebarOpen',
  'inspectorOpen',
  'bottomOpen',
  'sidebarTab',
  'inspectorTab',
  'bottomTab',
] as const satisfies readonly (keyof ViewState)[];

const defaults: ViewState = {
  selectedCell: null,
  sidebarOpen: true,
  inspectorOpen: true,
  bottomOpen: false,
  sidebarTab: 'outline',
  inspectorTab: 'parameters',
  bottomTab: 'log',
  folded: {},
  editing: null,
  artifactId: null,
  dialog: null,
};

export const useView = create<ViewState>(() => ({ ...defaults, ...readRemembered() }));

/** Changes what is shown. Panels and tabs are remembered for the next start. */
export function changeView(changes: Partial<ViewState>): void {
  useView.setState(changes);
  const toRemember = remembered.filter((key) => key in changes);
  if (toRemember.length > 0) {
    const chosen = Object.fromEntries(toRemember.map((key) => [key, changes[key]]));
    localStorage.setItem(storageKey, JSON.stringify({ ...readRemembered(), ...chosen }));
  }
}

/** Closes whatever dialog is in front. */
export function closeDialog(): void {
  changeView({ dialog: null });
}

/** Selects a cell and brings it into sight. */
export function revealCell(id: string): void {
  changeView({ selectedCell: id });
  requestAnimationFrame(() => {
    const cell = document.getElementById(`cell-${id}`);
    if (!cell) return;
    bringIntoSight(cell);
    // Where nothing has the focus, Tab would go on from the top of the window.
    if (document.activeElement === document.body) cell.focus({ preventScroll: true });
  });
}

function readRemembered(): Partial<ViewState> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    const known = Object.entries(kept ?? {}).filter(
      ([key, value]) => key in defaults && typeof value === typeof defaults[key as keyof ViewState],
    );
    return Object.fromEntries(known);
  } catch {
    return {};
  }
}
