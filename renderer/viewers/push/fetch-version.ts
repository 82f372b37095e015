import type { NotebookView } from '../../../engine/contract/notebook.ts';
import type { PushedVersionView } from '../../../engine/contract/push.ts';
import { call } from '../../state/engine.ts';

/** Adds a cell after a push cell that brings one of its versions back as a model; undo takes it away. */
export async function fetchVersion(
  notebook: NotebookView,
  cell: string,
  { repository, version }: PushedVersionView,
): Promise<string> {
  const taken = new Set(notebook.cells.map(({ id }) => id));
  const id = taken.has(`Fetch_${version}`) ? `Fetch_${version}_${taken.size}` : `Fetch_${version}`;
  const index = notebook.cells.findIndex((candidate) => candidate.id === cell) + 1;
  const parameters = { repo_id: repository, revision: version };
  await call('notebook.edit', {
    command: {
      type: 'add-cell',
      index,
      cell: { kind: 'component', component: 'HFImporter', id, parameters },
    },
  });
  return id;
}
