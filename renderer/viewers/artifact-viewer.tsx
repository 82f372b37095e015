import { lazy, type ReactNode, Suspense } from 'react';
import type { ArtifactView } from '../../engine/contract/artifact.ts';
import type { ComponentCellView, ExecutionView } from '../../engine/contract/notebook.ts';
import { Waiting } from './waiting.tsx';

const ExamplesViewer = lazy(async () => ({
  default: (await import('./examples/examples-viewer.tsx')).ExamplesViewer,
}));

export interface ArtifactViewerProps {
  readonly artifact: ArtifactView;
  readonly execution: ExecutionView;
  readonly cell: ComponentCellView;
}

/** Shows an artifact in the way its type asks for. Each viewer's code is fetched when it is first needed. */
export function ArtifactViewer(props: ArtifactViewerProps) {
  return <Suspense fallback={<Waiting>Opening the viewer</Waiting>}>{viewerFor(props)}</Suspense>;
}

function viewerFor({ artifact }: ArtifactViewerProps): ReactNode {
  switch (artifact.type) {
    case 'Examples':
      return <ExamplesViewer artifactId={artifact.id} />;
    default:
      return null;
  }
}
