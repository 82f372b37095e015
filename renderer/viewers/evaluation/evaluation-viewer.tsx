import { Gauge, Grid3x3, Images, Scale } from 'lucide-react';
import { useState } from 'react';
import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
import { useQuery } from '../../state/use-query.ts';
import type { Tab } from '../../ui/tabs.tsx';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { ViewerTabs } from '../viewer-tabs.tsx';
import { ConfusionPanel } from './confusion-panel.tsx';
import { ImageComparison } from './image-comparison.tsx';
import { MetricsPanel } from './metrics-panel.tsx';
import { SlicesPanel } from './slices-panel.tsx';
import { VerdictPanel } from './verdict-panel.tsx';

type EvaluationTab = 'metrics' | 'slices' | 'confusion' | 'images';

/** Whether a model is good enough and why, its metrics against the blessed one, and the images behind them. */
export function EvaluationViewer({ artifactId }: { readonly artifactId: number }) {
  const query = useQuery('evaluation.get', { artifactId });
  return (
    <QueryView query={query} waitingFor="Reading the evaluation">
      {(view) => <Evaluation view={view} />}
    </QueryView>
  );
}

function Evaluation({ view }: { readonly view: EvaluationView }) {
  const [tab, setTab] = useState<EvaluationTab>('metrics');
  const tabs: Tab<EvaluationTab>[] = [
    { id: 'metrics', label: 'Metrics', icon: Gauge, panel: <MetricsPanel view={view} /> },
  ];
  if (view.slices.length > 1) {
    tabs.push({ id: 'slices', label: 'Slices', icon: Scale, panel: <SlicesPanel view={view} /> });
  }
  if (view.confusion !== null) {
    const panel = <ConfusionPanel view={view} confusion={view.confusion} />;
    tabs.push({ id: 'confusion', label: 'Confusion', icon: Grid3x3, panel });
  }
  if (view.examplesArtifactId !== null && view.confusion !== null) {
    const panel = (
      <ImageComparison view={view} examplesArtifactId={view.examplesArtifactId} confusion={null} />
    );
    tabs.push({ id: 'images', label: 'Images', icon: Images, panel });
  }
  return (
    <section className={viewer.viewer} aria-label="Evaluation">
      <VerdictPanel view={view} />
      <ViewerTabs<EvaluationTab> label="Evaluation" tabs={tabs} value={tab} onChange={setTab} />
    </section>
  );
}
