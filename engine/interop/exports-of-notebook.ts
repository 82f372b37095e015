import path from 'node:path';
import type { Export } from './exported-file.ts';
import { findRepository } from './github-actions/find-repository.ts';
import { githubWorkflows } from './github-actions/workflows.ts';
import type { OpenNotebook } from './open-notebook.ts';
import { exportToTfx } from './tfx/export-to-tfx.ts';
import { readTfxSource } from './tfx/read-tfx-source.ts';

/** Files for another tool, and the folder that they belong in. */
export interface PlacedExport extends Export {
  readonly folder: string;
}

/** What there is to export a notebook to. */
export const notebookExports = {
  tfx: exportTfxBeside,
  'github-actions': exportWorkflows,
} as const satisfies Record<string, (open: OpenNotebook) => Promise<PlacedExport>>;

/** A TFX pipeline, in a folder beside the notebook. */
function exportTfxBeside(open: OpenNotebook): Promise<PlacedExport> {
  const name = path
    .basename(open.path)
    .replace(/\.ya?ml$/i, '')
    .replace(/\.pipeline$/i, '');
  return exportTfx(open, path.join(path.dirname(open.path), `${name}-tfx`));
}

/** A TFX pipeline that is to lie in `folder`. @throws ExportError, ModuleError */
export async function exportTfx(open: OpenNotebook, folder: string): Promise<PlacedExport> {
  const source = await readTfxSource({
    notebook: open.notebook,
    notebookDirectory: path.dirname(open.path),
    target: folder,
    written: open.written,
  });
  return { folder, ...exportToTfx(source) };
}

/** GitHub looks for workflows at the root of the repository; without one they go beside the notebook. */
async function exportWorkflows(open: OpenNotebook): Promise<PlacedExport> {
  const directory = path.dirname(open.path);
  const repository = await findRepository(directory);
  const folder = repository ?? directory;
  const files = await githubWorkflows({
    notebook: open.notebook,
    notebookPath: path.relative(folder, open.path).split(path.sep).join('/'),
    project: 'my-project',
  });
  const notes = [
    'in the settings of the repository, set the variable MILLRACE_REPOSITORY to the repository of Millrace (owner/name)',
    'a push to the Hugging Face Hub needs the secret HF_ACCESS_TOKEN, a run on Vertex AI the key of a service account; the files say how each is named',
    ...(repository === null
      ? ['no git repository was found above the notebook: GitHub reads workflows at the root of one only']
      : []),
  ];
  return { folder, files, notes: notes.map((message) => ({ cell: null, message })) };
}
