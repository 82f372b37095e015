import { CirclePlay, FastForward, ListChecks, Play, RefreshCw, RotateCcw, Square } from 'lucide-react';
import { needsRun } from '../state/cell-state.ts';
import { call } from '../state/engine.ts';
import { changeView, revealCell } from '../state/view-store.ts';
import {
  type Command,
  type CommandContext,
  hasComponentSelection,
  hasNotebook,
  hasSelection,
  isRunning,
  notebookOf,
  selectedComponent,
  selectedIndex,
} from './command.ts';
import { startRun } from './start-run.ts';

/** Runs the selected cell, and what it needs first. */
export const runCell: Command = {
  id: 'run.cell',
  title: 'Run cell',
  group: 'Run',
  icon: Play,
  keys: ['Mod+Enter'],
  whileTyping: true,
  isEnabled: hasComponentSelection,
  run: (context) => runSelected(context, {}),
};

const runAndAdvance: Command = {
  id: 'run.cellAndAdvance',
  title: 'Run cell and go to the next',
  group: 'Run',
  icon: Play,
  keys: ['Shift+Enter'],
  whileTyping: true,
  isEnabled: hasSelection,
  run: async (context) => {
    const next = notebookOf(context).cells[selectedIndex(context) + 1];
    await runSelected(context, {});
    if (next) {
      revealCell(next.id);
    }
  },
};

const runToHere: Command = {
  id: 'run.toHere',
  title: 'Run to here',
  group: 'Run',
  icon: FastForward,
  keys: ['Mod+Alt+Enter'],
  isEnabled: hasSelection,
  run: (context) => {
    const above = notebookOf(context).cells.slice(0, selectedIndex(context) + 1);
    return startRun({ cells: above.filter(({ kind }) => kind === 'component').map(({ id }) => id) });
  },
};

const runAgain: Command = {
  id: 'run.force',
  title: 'Run cell again, even if nothing changed',
  group: 'Run',
  icon: RotateCcw,
  isEnabled: hasComponentSelection,
  run: (context) => runSelected(context, { force: true }),
};

/** Runs every cell that is not fresh. */
export const runStale: Command = {
  id: 'run.stale',
  title: 'Run stale cells',
  group: 'Run',
  icon: RefreshCw,
  keys: ['Mod+Shift+R'],
  whileTyping: true,
  isEnabled: (context) => staleCells(context).length > 0,
  run: (context) => startRun({ cells: staleCells(context) }),
};

/** Runs the whole notebook, reusing what has not changed. */
export const runAll: Command = {
  id: 'run.all',
  title: 'Run all cells',
  group: 'Run',
  icon: CirclePlay,
  keys: ['Mod+Shift+Enter'],
  whileTyping: true,
  isEnabled: hasNotebook,
  run: () => startRun({}),
};

/** Stops the run under way; what has finished stays. */
export const cancelRun: Command = {
  id: 'run.cancel',
  title: 'Cancel the run',
  group: 'Run',
  icon: Square,
  keys: ['Mod+I', 'I,I'],
  isEnabled: isRunning,
  run: async () => void (await call('run.cancel', {})),
};

const showPlan: Command = {
  id: 'run.plan',
  title: 'Explain what would run, and why',
  group: 'Run',
  icon: ListChecks,
  keys: ['Mod+Shift+E'],
  isEnabled: hasNotebook,
  run: () => changeView({ dialog: { kind: 'run-plan' } }),
};

export const runCommands: readonly Command[] = [
  runCell,
  runAndAdvance,
  runToHere,
  runAgain,
  runStale,
  runAll,
  cancelRun,
  showPlan,
];

/** Cells whose result is missing or out of date. */
export function staleCells({ app }: CommandContext): readonly string[] {
  return (app.notebook?.cells ?? [])
    .filter((cell) => cell.kind === 'component' && needsRun(cell))
    .map(({ id }) => id);
}

async function runSelected(context: CommandContext, options: { readonly force?: boolean }): Promise<void> {
  const cell = selectedComponent(context);
  if (cell) {
    await startRun({ cells: [cell.id], ...options });
  }
}
