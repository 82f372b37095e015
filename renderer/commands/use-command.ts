import { useAppStore } from '../state/app-store.ts';
import { useView } from '../state/view-store.ts';
import type { Command } from './command.ts';
import { execute, isEnabled } from './execute.ts';

export interface BoundCommand {
  readonly disabled: boolean;
  readonly shortcut: string | undefined;
  readonly onClick: () => void;
}

/** A command as a button needs it, drawn again only when the answer to "may it run now?" changes. */
export function useCommand(command: Command): BoundCommand {
  const byApp = useAppStore((app) => isEnabled(command, { app, view: useView.getState() }));
  const byView = useView((view) => isEnabled(command, { app: useAppStore.getState(), view }));
  return {
    disabled: !(byApp && byView),
    shortcut: command.keys?.[0],
    onClick: () => execute(command),
  };
}
