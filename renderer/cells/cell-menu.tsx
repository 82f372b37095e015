import { EllipsisVertical } from 'lucide-react';
import type { CellView } from '../../engine/contract/notebook.ts';
import { commandById } from '../commands/all-commands.ts';
import type { CommandContext } from '../commands/command.ts';
import { attempt, commandContext, isEnabled } from '../commands/execute.ts';
import { changeView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { cellName } from './cell-name.ts';

const componentItems = [
  ['run.cell', 'run.toHere', 'run.force', 'cell.forget'],
  ['cell.edit', 'cell.rename', 'cell.duplicate', 'cell.moveUp', 'cell.moveDown'],
  ['cell.addAbove', 'cell.addBelow', 'cell.addNote'],
  ['cell.delete'],
] as const;

const noteItems = [
  ['cell.edit', 'cell.duplicate', 'cell.moveUp', 'cell.moveDown'],
  ['cell.addAbove', 'cell.addBelow', 'cell.addNote'],
  ['cell.delete'],
] as const;

export interface CellMenuProps {
  readonly cell: CellView;
}

/** Every command on one cell, whether or not it is the selected one. */
export function CellMenu({ cell }: CellMenuProps) {
  const context: CommandContext = {
    ...commandContext(),
    view: { ...commandContext().view, selectedCell: cell.id },
  };
  const groups: readonly (readonly string[])[] = cell.kind === 'note' ? noteItems : componentItems;
  const items = groups.flatMap((ids, index) => [
    ...(index === 0 ? [] : (['separator'] as const)),
    ...ids.flatMap((id) => menuItem(id, context) ?? []),
  ]);
  const name = cell.kind === 'note' ? 'the note' : cellName(cell);
  return (
    <Menu
      trigger={<IconButton size="small" icon={EllipsisVertical} label={`More for ${name}`} />}
      items={items}
    />
  );
}

function menuItem(id: string, context: CommandContext): MenuItem | undefined {
  const command = commandById(id);
  return (
    command && {
      id,
      label: command.title,
      icon: command.icon,
      shortcut: command.keys?.[0],
      disabled: !isEnabled(command, context),
      tone: id === 'cell.delete' ? 'danger' : 'default',
      onSelect: () => {
        changeView({ selectedCell: context.view.selectedCell });
        void attempt(() => command.run(context));
      },
    }
  );
}
