import type { NotebookCommand } from '../../engine/contract/notebook.ts';
import { changeView, noteToCome, revealCell } from '../state/view-store.ts';
import { editNotebook } from './edit-notebook.ts';

export type NewCell = Extract<NotebookCommand, { type: 'add-cell' }>['cell'];

/**
 * Adds a cell and opens it for editing. From the first moment on a note counts as being written: what is typed before
 * its editor is there must not be taken for commands. @throws EngineError
 */
export async function addCell(index: number, cell: NewCell): Promise<void> {
  if (cell.kind === 'note') {
    changeView({ editing: noteToCome });
  }
  try {
    const notebook = await editNotebook({ type: 'add-cell', index, cell });
    const added = notebook.cells[index];
    if (added) {
      revealCell(added.id);
    }
    changeView({ editing: added?.id ?? null });
  } catch (error) {
    changeView({ editing: null });
    throw error;
  }
}
