import { stringify } from 'yaml';
import type { CellResources } from '../../destinations/vertex/pipeline-spec/compile-pipeline-spec.ts';
import type { Export, ExportedFile } from '../../interop/exported-file.ts';
import { fillTemplate } from '../../interop/fill-template.ts';
import { githubWorkflows } from '../../interop/github-actions/workflows.ts';
import type { Notebook } from '../../pipeline/notebook.ts';
import { compileNotebook } from './compile-notebook.ts';
import { tfxPipeline } from './tfx-pipeline.ts';

export interface ExportSource {
  readonly notebook: Notebook;
  /** As named on the command line. */
  readonly file: string;
  /** The folder that is exported to. */
  readonly out: string;
  /** The pipeline root, where it is not the one beside the notebook. */
  readonly root: string | undefined;
  /** Relative to the repository's root, with forward slashes. */
  readonly notebookPath: string;
  readonly image: string;
  readonly pipelineRoot: string;
  readonly project: string;
  readonly resources: Readonly<Record<string, CellResources>>;
}

export const exportKinds = ['github-actions', 'vertex-pipeline', 'dockerfile', 'tfx'] as const;
export type ExportKind = (typeof exportKinds)[number];

export async function exportFiles(kind: ExportKind, source: ExportSource): Promise<Export> {
  switch (kind) {
    case 'github-actions':
      return withoutNotes(await githubWorkflows(source));
    case 'vertex-pipeline':
      return withoutNotes([vertexPipeline(source)]);
    case 'dockerfile':
      return withoutNotes([{ path: 'Dockerfile', text: await fillTemplate('docker/Dockerfile', {}) }]);
    case 'tfx':
      return tfxPipeline(source);
  }
}

function withoutNotes(files: readonly ExportedFile[]): Export {
  return { files, notes: [] };
}

function vertexPipeline({ notebook, image, pipelineRoot, resources }: ExportSource): ExportedFile {
  const spec = compileNotebook(notebook, { image, pipelineRoot, resources });
  return { path: `${notebook.name}.pipeline-spec.yaml`, text: stringify(spec, { sortMapEntries: true }) };
}
