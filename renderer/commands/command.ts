import type { LucideIcon } from 'lucide-react';
import type { ComponentCellView, NotebookView } from '../../engine/contract/notebook.ts';
import type { AppState } from '../state/app-store.ts';
import type { ViewState } from '../state/view-store.ts';

export const commandGroups = ['Run', 'Cell', 'Edit', 'Go to', 'View', 'Notebook', 'Help'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** What a command may look at to decide whether and what it does. */
export interface CommandContext {
  readonly app: AppState;
  readonly view: ViewState;
}

/**
 * One thing a person can ask for. Menu, palette, shortcut, button and context menu are all drawn from it, so that
 * it has one name, one picture and one condition everywhere.
 */
export interface Command {
  /** Menus of the desktop shell name it by this. */
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  readonly icon?: LucideIcon;
  /** Shortcuts, the one to show first: "Mod+Shift+R", or "D,D" for a key pressed twice. */
  readonly keys?: readonly string[];
  /** Also answers its shortcut while a person types in a field. */
  readonly whileTyping?: boolean;
  /** Kept out of the palette: it only makes sense as a key. */
  readonly isHidden?: boolean;
  readonly isEnabled?: (context: CommandContext) => boolean;
  readonly run: (context: CommandContext) => void | Promise<void>;
}

export function hasNotebook({ app }: CommandContext): boolean {
  return !!app.notebook;
}

/** The open notebook. @throws Error where a command forgot to ask `hasNotebook` */
export function notebookOf({ app }: CommandContext): NotebookView {
  if (!app.notebook) {
    throw new Error('No notebook is open');
  }
  return app.notebook;
}

export function isRunning({ app }: CommandContext): boolean {
  return app.notebook?.activeRun != null;
}

/** The selected cell's place among all cells; -1 where none is selected. */
export function selectedIndex({ app, view }: CommandContext): number {
  return app.notebook?.cells.findIndex((cell) => cell.id === view.selectedCell) ?? -1;
}

export function hasSelection(context: CommandContext): boolean {
  return selectedIndex(context) >= 0;
}

/** The selected cell where it is one that runs. */
export function selectedComponent({ app, view }: CommandContext): ComponentCellView | undefined {
  const cell = app.notebook?.cells.find(({ id }) => id === view.selectedCell);
  return cell?.kind === 'component' ? cell : undefined;
}

export function hasComponentSelection(context: CommandContext): boolean {
  return selectedComponent(context) !== undefined;
}
