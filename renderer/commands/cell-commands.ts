import {
  ArrowDown,
  ArrowUp,
  Copy,
  Eraser,
  FoldVertical,
  NotebookPen,
  PanelTopOpen,
  Pencil,
  Plus,
  Trash2,
} from 'lucide-react';
import { call } from '../state/engine.ts';
import { changeView, revealCell, useView } from '../state/view-store.ts';
import { addCell } from './add-cell.ts';
import {
  type Command,
  type CommandContext,
  hasComponentSelection,
  hasNotebook,
  hasSelection,
  notebookOf,
  selectedComponent,
  selectedIndex,
} from './command.ts';
import { adopt, deleteCell, editNotebook } from './edit-notebook.ts';

const configure: Command = {
  id: 'cell.edit',
  title: 'Edit cell',
  group: 'Cell',
  icon: Pencil,
  keys: ['Enter'],
  isEnabled: hasSelection,
  run: ({ view }) => changeView({ editing: view.selectedCell }),
};

const leave: Command = {
  id: 'cell.leave',
  title: 'Leave the field',
  group: 'Cell',
  keys: ['Escape'],
  whileTyping: true,
  isHidden: true,
  run: ({ view }) => {
    changeView({ editing: null });
    const cell = view.selectedCell && document.getElementById(`cell-${view.selectedCell}`);
    (cell || null)?.focus();
  },
};

const addBelow: Command = {
  id: 'cell.addBelow',
  title: 'Add cell below',
  group: 'Cell',
  icon: Plus,
  keys: ['B'],
  isEnabled: hasNotebook,
  run: (context) => openAddCell(indexBelow(context)),
};

const addAbove: Command = {
  id: 'cell.addAbove',
  title: 'Add cell above',
  group: 'Cell',
  icon: Plus,
  keys: ['A'],
  isEnabled: hasNotebook,
  run: (context) => openAddCell(Math.max(0, selectedIndex(context))),
};

const addNote: Command = {
  id: 'cell.addNote',
  title: 'Add note below',
  group: 'Cell',
  icon: NotebookPen,
  keys: ['M'],
  isEnabled: hasNotebook,
  run: (context) => addCell(indexBelow(context), { kind: 'note', text: '' }),
};

const duplicate: Command = {
  id: 'cell.duplicate',
  title: 'Duplicate cell',
  group: 'Cell',
  icon: Copy,
  keys: ['Mod+Shift+D'],
  isEnabled: hasSelection,
  run: async (context) => {
    const index = selectedIndex(context);
    const notebook = await editNotebook({ type: 'duplicate-cell', id: selectedId(context) });
    const added = notebook.cells[index + 1];
    if (added) {
      revealCell(added.id);
    }
  },
};

const rename: Command = {
  id: 'cell.rename',
  title: 'Rename cell',
  group: 'Cell',
  icon: Pencil,
  keys: ['F2'],
  isEnabled: hasComponentSelection,
  run: (context) => changeView({ dialog: { kind: 'rename-cell', cell: selectedId(context) } }),
};

const remove: Command = {
  id: 'cell.delete',
  title: 'Delete cell',
  group: 'Cell',
  icon: Trash2,
  keys: ['D,D', 'Delete'],
  isEnabled: hasSelection,
  run: async (context) => {
    const { cells } = notebookOf(context);
    const index = selectedIndex(context);
    const neighbour = cells[index + 1] ?? cells[index - 1];
    await deleteCell(selectedId(context), selectedComponent(context)?.title ?? 'the note');
    if (neighbour) {
      revealCell(neighbour.id);
    }
  },
};

const moveUp: Command = {
  id: 'cell.moveUp',
  title: 'Move cell up',
  group: 'Cell',
  icon: ArrowUp,
  keys: ['Alt+ArrowUp'],
  isEnabled: (context) => selectedIndex(context) > 0,
  run: (context) => moveBy(context, -1),
};

const moveDown: Command = {
  id: 'cell.moveDown',
  title: 'Move cell down',
  group: 'Cell',
  icon: ArrowDown,
  keys: ['Alt+ArrowDown'],
  isEnabled: (context) =>
    hasSelection(context) && selectedIndex(context) < notebookOf(context).cells.length - 1,
  run: (context) => moveBy(context, 1),
};

const forget: Command = {
  id: 'cell.forget',
  title: 'Forget the result of the cell',
  group: 'Cell',
  icon: Eraser,
  isEnabled: (context) => selectedComponent(context)?.result != null,
  run: async (context) => void adopt(await call('cell.forget', { cell: selectedId(context) })),
};

const fold: Command = {
  id: 'cell.fold',
  title: 'Fold or unfold cell',
  group: 'Cell',
  icon: FoldVertical,
  keys: ['Space'],
  isEnabled: hasComponentSelection,
  run: ({ view }) => {
    const id = view.selectedCell ?? '';
    changeView({ folded: { ...view.folded, [id]: !view.folded[id] } });
  },
};

const foldAll: Command = {
  id: 'cell.foldAll',
  title: 'Fold or unfold all cells',
  group: 'Cell',
  icon: PanelTopOpen,
  keys: ['Mod+Shift+L'],
  isEnabled: hasNotebook,
  run: (context) => {
    const ids = notebookOf(context).cells.map(({ id }) => id);
    const isAnyOpen = ids.some((id) => !context.view.folded[id]);
    changeView({ folded: Object.fromEntries(ids.map((id) => [id, isAnyOpen])) });
  },
};

export const cellCommands: readonly Command[] = [
  configure,
  leave,
  addBelow,
  addAbove,
  addNote,
  duplicate,
  rename,
  moveUp,
  moveDown,
  fold,
  foldAll,
  forget,
  remove,
];

/** Asks which component to put at a place among the cells. */
export function openAddCell(index: number): void {
  changeView({ dialog: { kind: 'add-cell', index } });
}

function selectedId({ view }: CommandContext): string {
  return view.selectedCell ?? '';
}

function indexBelow(context: CommandContext): number {
  const index = selectedIndex(context);
  return index < 0 ? notebookOf(context).cells.length : index + 1;
}

async function moveBy(context: CommandContext, steps: number): Promise<void> {
  const id = selectedId(context);
  await editNotebook({ type: 'move-cell', id, index: selectedIndex(context) + steps });
  if (useView.getState().selectedCell === id) {
    revealCell(id);
  }
}
