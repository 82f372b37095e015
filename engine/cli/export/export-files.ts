import path from 'node:path';
import { stringify } from 'yaml';
import type { CellResources } from '../../destinations/vertex/pipeline-spec/compile-pipeline-spec.ts';
import type { Notebook } from '../../pipeline/notebook.ts';
import { compileNotebook } from './compile-notebook.ts';
import { fillTemplate } from './fill-template.ts';

/** A file to write, relative to the output folder. */
export interface ExportedFile {
  readonly path: string;
  readonly text: string;
}

export interface ExportSource {
  readonly notebook: Notebook;
  /** Relative to the repository's root, with forward slashes. */
  readonly notebookPath: string;
  readonly image: string;
  readonly pipelineRoot: string;
  readonly project: string;
  readonly resources: Readonly<Record<string, CellResources>>;
}

export const exportKinds = ['github-actions', 'vertex-pipeline', 'dockerfile'] as const;
export type ExportKind = (typeof exportKinds)[number];

export async function exportFiles(kind: ExportKind, source: ExportSource): Promise<readonly ExportedFile[]> {
  switch (kind) {
    case 'github-actions':
      return githubActions(source);
    case 'vertex-pipeline':
      return [vertexPipeline(source)];
    case 'dockerfile':
      return [{ path: 'Dockerfile', text: await fillTemplate('docker/Dockerfile', {}) }];
  }
}

async function githubActions(source: ExportSource): Promise<readonly ExportedFile[]> {
  const folder = path.posix.dirname(source.notebookPath);
  const values = {
    NOTEBOOK: source.notebookPath,
    PATHS: folder === '.' ? '**' : `${folder}/**`,
    PIPELINE: source.notebook.name,
    PROJECT: source.project,
    QUICK: quickSettings(source.notebook),
  };
  return [
    { path: '.github/workflows/train.yml', text: await fillTemplate('github-actions/train.yml', values) },
    { path: '.github/workflows/check.yml', text: await fillTemplate('github-actions/check.yml', values) },
  ];
}

/** One epoch is enough to see that a pipeline works; notebooks that declare epochs or steps get it by that name. */
function quickSettings({ runtimeParameters, cells }: Notebook): string {
  if (runtimeParameters.some(({ name }) => name === 'epochs')) return '--set epochs=1';
  const trainers = cells.filter((cell) => cell.kind === 'component' && cell.component === 'Trainer');
  return trainers.map(({ id }) => `--set ${id}.epochs=1`).join(' ');
}

function vertexPipeline({ notebook, image, pipelineRoot, resources }: ExportSource): ExportedFile {
  const spec = compileNotebook(notebook, { image, pipelineRoot, resources });
  return { path: `${notebook.name}.pipeline-spec.yaml`, text: stringify(spec, { sortMapEntries: true }) };
}
