import { useState } from 'react';
import { useQuery } from '../../state/use-query.ts';
import type { Tab } from '../../ui/tabs.tsx';
import { FilesViewer } from '../files/files-viewer.tsx';
import { inputArtifact } from '../input-artifact.ts';
import { QueryView } from '../query-view.tsx';
import { ViewerTabs } from '../viewer-tabs.tsx';
import { TransformViewer } from './transform-viewer.tsx';

type TransformTab = 'preview' | 'files';

/** A transform graph: what it makes of real records, and its files. */
export function TransformGraphViewer({
  artifactId,
  executionId,
}: {
  readonly artifactId: number;
  readonly executionId: number;
}) {
  const [tab, setTab] = useState<TransformTab>('preview');
  const query = useQuery('lineage.graph', { executionId });
  return (
    <QueryView query={query} waitingFor="Finding the examples">
      {(graph) => {
        const examples = inputArtifact(graph, executionId, 'Examples');
        const files = <FilesViewer artifactId={artifactId} />;
        if (examples === undefined) {
          return files;
        }
        const preview = <TransformViewer artifactId={artifactId} examplesArtifactId={examples.id} />;
        const tabs: Tab<TransformTab>[] = [
          { id: 'preview', label: 'Before and after', panel: preview },
          { id: 'files', label: 'Files', panel: files },
        ];
        return <ViewerTabs<TransformTab> label="Transform" tabs={tabs} value={tab} onChange={setTab} />;
      }}
    </QueryView>
  );
}
