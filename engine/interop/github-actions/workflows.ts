import path from 'node:path';
import type { Notebook } from '../../pipeline/notebook.ts';
import type { ExportedFile } from '../exported-file.ts';
import { fillTemplate } from '../fill-template.ts';

export interface WorkflowOptions {
  readonly notebook: Notebook;
  /** Relative to the repository's root, with forward slashes. */
  readonly notebookPath: string;
  /** Proposed as the Google Cloud project when the training is started by hand. */
  readonly project: string;
}

/** Begins an expression that GitHub evaluates; written as a string in one, it stands for itself. */
const opening = ['$', '{{'].join('');

/** Two workflows: training started by hand, and a check of each pull request that comments the metrics. */
export async function githubWorkflows(options: WorkflowOptions): Promise<readonly ExportedFile[]> {
  const { notebook, notebookPath, project } = options;
  const folder = path.posix.dirname(notebookPath);
  const values = {
    NOTEBOOK: notebookPath.replaceAll(opening, `${opening} '${opening}' }}`),
    PATHS: folder === '.' ? '**' : `${folder}/**`,
    PIPELINE: notebook.name,
    PROJECT: project,
    QUICK: quickSettings(notebook),
  };
  return Promise.all(
    ['train.yml', 'check.yml'].map(async (name) => ({
      path: `.github/workflows/${name}`,
      text: await fillTemplate(`github-actions/${name}`, values),
    })),
  );
}

/** One epoch is enough to see that a pipeline works; notebooks that declare epochs or steps get it by that name. */
function quickSettings({ runtimeParameters, cells }: Notebook): string {
  if (runtimeParameters.some(({ name }) => name === 'epochs')) return '--set epochs=1';
  const trainers = cells.filter((cell) => cell.kind === 'component' && cell.component === 'Trainer');
  return trainers.map(({ id }) => `--set ${id}.epochs=1`).join(' ');
}
