import { useMemo } from 'react';
import type { NotebookView } from '../../../engine/contract/notebook.ts';
import { cellName } from '../../cells/cell-name.ts';
import { useAppStore } from '../../state/app-store.ts';

/** One thing that keeps the notebook, or a cell of it, from running well. */
export interface Problem {
  readonly cell: string | null;
  readonly title: string;
  readonly message: string;
  readonly hint: string | undefined;
}

/** Everything wrong with the open notebook. */
export function useProblems(): readonly Problem[] {
  const notebook = useAppStore((state) => state.notebook);
  return useMemo(() => (notebook ? problemsOf(notebook) : []), [notebook]);
}

/** The notebook's own problems, then those of each cell as written, then its failure. */
export function problemsOf(notebook: Pick<NotebookView, 'name' | 'problems' | 'cells'>): readonly Problem[] {
  const ofNotebook = notebook.problems.map(({ message, hint, location }) => ({
    cell: location?.cell ?? null,
    title: notebook.name,
    message,
    hint,
  }));
  const ofCells = notebook.cells.flatMap((cell): readonly Problem[] => {
    if (cell.kind === 'note') {
      return [];
    }
    const written = cell.problems.map(({ message, hint }) => ({ message, hint }));
    const failed = cell.freshness.state === 'failed' ? [cell.freshness.error] : [];
    return [...written, ...failed].map(({ message, hint }) => ({
      cell: cell.id,
      title: cellName(cell),
      message,
      hint,
    }));
  });
  const isOfCell = (problem: Problem) =>
    ofCells.some(({ cell, message }) => cell === problem.cell && message === problem.message);
  return [...ofNotebook.filter((problem) => !isOfCell(problem)), ...ofCells];
}
