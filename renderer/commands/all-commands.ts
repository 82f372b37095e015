import { cellCommands } from './cell-commands.ts';
import type { Command } from './command.ts';
import { editCommands } from './edit-commands.ts';
import { goCommands } from './go-commands.ts';
import { notebookCommands } from './notebook-commands.ts';
import { runCommands } from './run-commands.ts';
import { viewCommands } from './view-commands.ts';

/** Every command there is, in the order of the palette. */
export const allCommands: readonly Command[] = [
  ...runCommands,
  ...cellCommands,
  ...editCommands,
  ...goCommands,
  ...viewCommands,
  ...notebookCommands,
];

const byId = new Map(allCommands.map((command) => [command.id, command]));

export function commandById(id: string): Command | undefined {
  return byId.get(id);
}
