import type { NotebookCommand, NotebookView } from '../../engine/contract/notebook.ts';
import { useAppStore, withNotebook } from '../state/app-store.ts';
import { call } from '../state/engine.ts';
import { showToast } from '../ui/toast-manager.ts';

/** Takes away the offer to undo a deletion; after another change it would take back something else. */
let withdrawOffer: () => void = () => undefined;

/** Changes the document and shows the result at once. @throws EngineError */
export async function editNotebook(command: NotebookCommand): Promise<NotebookView> {
  return adopt(await call('notebook.edit', { command }));
}

/** Shows a notebook that a call answered with, unless a newer one came meanwhile. */
export function adopt(notebook: NotebookView): NotebookView {
  withdrawOffer();
  useAppStore.setState((state) => withNotebook(state, notebook));
  return notebook;
}

/** Removes a cell and offers to bring it back, outputs included. */
export async function deleteCell(id: string, title: string): Promise<void> {
  await editNotebook({ type: 'delete-cell', id });
  withdrawOffer = showToast({
    title: `Deleted ${title}`,
    action: { label: 'Undo', onSelect: () => void call('notebook.undo', {}).then(adopt) },
  });
}
