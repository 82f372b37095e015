import { findComponent } from '../../components/registry.ts';
import {
  type CellResources,
  compilePipelineSpec,
} from '../../destinations/vertex/pipeline-spec/compile-pipeline-spec.ts';
import type { PipelineSpec } from '../../destinations/vertex/pipeline-spec/pipeline-spec.ts';
import type { Notebook } from '../../pipeline/notebook.ts';
import { engineVersion } from '../version.ts';

/** A notebook as a pipeline of Millrace's own image, as the exported Dockerfile makes it. */
export function compileNotebook(
  notebook: Notebook,
  options: {
    readonly image: string;
    readonly pipelineRoot: string;
    readonly resources: Readonly<Record<string, CellResources>>;
  },
): PipelineSpec {
  return compilePipelineSpec({
    ...options,
    notebook,
    find: findComponent,
    notebookFolder: '/pipeline',
    millraceVersion: engineVersion,
    caching: true,
  });
}
