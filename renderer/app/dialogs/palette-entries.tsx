import { FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { cellName } from '../../cells/cell-name.ts';
import { noteTitle } from '../../cells/note-title.ts';
import { StateIcon } from '../../cells/state-icon.tsx';
import { stateNames } from '../../cells/state-words.ts';
import { allCommands } from '../../commands/all-commands.ts';
import { commandContext, execute, isEnabled } from '../../commands/execute.ts';
import { fuzzyScore } from '../../commands/fuzzy-score.ts';
import { cellState } from '../../state/cell-state.ts';
import { revealCell } from '../../state/view-store.ts';

/** One row of the palette. */
export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly icon: ReactNode;
  readonly keys: string | undefined;
  readonly onSelect: () => void;
}

/** Every command that may run now, then every cell to go to. */
export function paletteEntries(): readonly PaletteEntry[] {
  const context = commandContext();
  const commands = allCommands
    .filter((command) => !command.isHidden && isEnabled(command, context))
    .map((command) => {
      const Icon = command.icon;
      return {
        id: command.id,
        title: command.title,
        group: command.group,
        icon: Icon && <Icon size={15} aria-hidden="true" />,
        keys: command.keys?.[0],
        onSelect: () => execute(command),
      };
    });
  const cells = (context.app.notebook?.cells ?? []).map((cell) => ({
    id: `cell ${cell.id}`,
    title: cell.kind === 'note' ? noteTitle(cell.text) : cellName(cell),
    group: cell.kind === 'note' ? 'Note' : stateNames[cellState(cell)],
    icon:
      cell.kind === 'note' ? (
        <FileText size={15} aria-hidden="true" />
      ) : (
        <StateIcon state={cellState(cell)} />
      ),
    keys: undefined,
    onSelect: () => revealCell(cell.id),
  }));
  return [...commands, ...cells];
}

/** Those that fit a query, best first; all of them, in their order, for an empty one. */
export function searchEntries(entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] {
  if (query.trim() === '') {
    return entries;
  }
  return entries
    .flatMap((entry) => {
      const score =
        fuzzyScore(query, entry.title) ?? lesser(fuzzyScore(query, `${entry.group} ${entry.title}`));
      return score === null ? [] : [{ entry, score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

/** A hit that needs the group's name ranks below any that does not. */
function lesser(score: number | null): number | null {
  return score === null ? null : score - 1000;
}
