import { Boxes, FlaskConical, ListTree } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from '../../state/use-query.ts';
import type { Tab } from '../../ui/tabs.tsx';
import { FilesViewer } from '../files/files-viewer.tsx';
import { QueryView } from '../query-view.tsx';
import { TryIt } from '../try-it/try-it.tsx';
import viewer from '../viewer.module.css';
import { ViewerTabs } from '../viewer-tabs.tsx';
import { ModelStructure } from './model-structure.tsx';
import { SignatureList } from './signature-list.tsx';

type ModelTab = 'structure' | 'try' | 'signatures' | 'files';

/** A trained model: its blocks, a place to try it, its signatures and its files. */
export function ModelViewer({ artifactId }: { readonly artifactId: number }) {
  const query = useQuery('model.get', { artifactId });
  const [tab, setTab] = useState<ModelTab>('structure');
  return (
    <QueryView query={query} waitingFor="Reading the model">
      {(model) => {
        const tabs: Tab<ModelTab>[] = [
          { id: 'structure', label: 'Structure', icon: Boxes, panel: <ModelStructure model={model} /> },
          { id: 'try', label: 'Try it', icon: FlaskConical, panel: <TryIt artifactId={artifactId} /> },
          { id: 'signatures', label: 'Signatures', icon: ListTree, panel: <SignatureList model={model} /> },
          { id: 'files', label: 'Files', panel: <FilesViewer artifactId={artifactId} /> },
        ];
        return (
          <section className={viewer.viewer} aria-label="Model">
            <ViewerTabs<ModelTab> label="Model" tabs={tabs} value={tab} onChange={setTab} />
          </section>
        );
      }}
    </QueryView>
  );
}
