import { ArrowDown, ArrowUp, Hash, LocateFixed, TriangleAlert } from 'lucide-react';
import { cellState } from '../state/cell-state.ts';
import { revealCell } from '../state/view-store.ts';
import { type Command, type CommandContext, hasNotebook, notebookOf, selectedIndex } from './command.ts';

const next: Command = {
  id: 'go.next',
  title: 'Go to the next cell',
  group: 'Go to',
  icon: ArrowDown,
  keys: ['J', 'ArrowDown'],
  isEnabled: hasNotebook,
  run: (context) => goTo(context, selectedIndex(context) + 1),
};

const previous: Command = {
  id: 'go.previous',
  title: 'Go to the previous cell',
  group: 'Go to',
  icon: ArrowUp,
  keys: ['K', 'ArrowUp'],
  isEnabled: hasNotebook,
  run: (context) => goTo(context, Math.max(0, selectedIndex(context) - 1)),
};

const running: Command = {
  id: 'go.running',
  title: 'Go to the running cell',
  group: 'Go to',
  icon: LocateFixed,
  keys: ['G,R'],
  isEnabled: ({ app }) => cellIn(app.notebook?.cells, 'running') !== undefined,
  run: ({ app }) => revealCell(cellIn(app.notebook?.cells, 'running') ?? ''),
};

const failed: Command = {
  id: 'go.failed',
  title: 'Go to the first failed cell',
  group: 'Go to',
  icon: TriangleAlert,
  keys: ['G,F'],
  isEnabled: ({ app }) => cellIn(app.notebook?.cells, 'failed') !== undefined,
  run: ({ app }) => revealCell(cellIn(app.notebook?.cells, 'failed') ?? ''),
};

const numbered: readonly Command[] = Array.from({ length: 9 }, (_, index) => ({
  id: `go.cell${index + 1}`,
  title: `Go to cell ${index + 1}`,
  group: 'Go to',
  icon: Hash,
  keys: [`Mod+${index + 1}`],
  whileTyping: true,
  isHidden: true,
  isEnabled: ({ app }) => (app.notebook?.cells.length ?? 0) > index,
  run: (context) => goTo(context, index),
}));

export const goCommands: readonly Command[] = [next, previous, running, failed, ...numbered];

function goTo(context: CommandContext, index: number): void {
  const cell = notebookOf(context).cells[index];
  if (cell) {
    revealCell(cell.id);
    requestAnimationFrame(() => document.getElementById(`cell-${cell.id}`)?.focus({ preventScroll: true }));
  }
}

function cellIn(
  cells: NonNullable<CommandContext['app']['notebook']>['cells'] | undefined,
  state: 'running' | 'failed',
): string | undefined {
  return cells?.find((cell) => cell.kind === 'component' && cellState(cell) === state)?.id;
}
