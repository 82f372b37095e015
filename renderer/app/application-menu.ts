import { commandById } from '../commands/all-commands.ts';
import { execute, isEnabled } from '../commands/execute.ts';
import type { MenuItem } from '../ui/menu.tsx';

/** What the native menus of the desktop shell offer, for windows without one. */
const sections: readonly (readonly string[])[] = [
  ['notebook.open', 'notebook.openFolder', 'notebook.openSample'],
  ['notebook.exportReport', 'notebook.print', 'notebook.saveCopy', 'notebook.storage'],
  ['notebook.accounts', 'view.settings', 'view.shortcuts', 'help.doctor'],
  ['notebook.close'],
];

export function applicationMenu(): readonly (MenuItem | 'separator')[] {
  return sections.flatMap((ids, index) => [
    ...(index === 0 ? [] : (['separator'] as const)),
    ...ids.flatMap((id) => menuItem(id) ?? []),
  ]);
}

/** A command as a row of a menu. */
export function menuItem(id: string): MenuItem | undefined {
  const command = commandById(id);
  return (
    command && {
      id,
      label: command.title,
      icon: command.icon,
      shortcut: command.keys?.[0],
      disabled: !isEnabled(command),
      onSelect: () => execute(command),
    }
  );
}
