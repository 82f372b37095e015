import { useEffect } from 'react';
import { commandById } from '../commands/all-commands.ts';
import { execute } from '../commands/execute.ts';
import { desktop } from '../state/desktop.ts';

/** Lets the native menus of the desktop shell give commands. */
export function useDesktopCommands(): void {
  useEffect(
    () =>
      desktop?.onCommand((id) => {
        const command = commandById(id);
        if (command) {
          execute(command);
        }
      }),
    [],
  );
}
