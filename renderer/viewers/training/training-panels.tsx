import { ChartLine, Images, Save, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { formatCount } from '../../ui/format.ts';
import type { Tab } from '../../ui/tabs.tsx';
import { ViewerTabs } from '../viewer-tabs.tsx';
import { CheckpointTable } from './checkpoint-table.tsx';
import { CurvesPanel } from './curves-panel.tsx';
import { SamplesPanel } from './samples-panel.tsx';
import type { TrainingPanelProps } from './training-panel-props.ts';
import { TrialTable } from './trial-table.tsx';

type PanelId = 'curves' | 'samples' | 'checkpoints' | 'trials';

/** The parts of a training; those it has nothing for are left out. */
export function TrainingPanels(props: TrainingPanelProps) {
  const { execution, training } = props;
  const [panel, setPanel] = useState<PanelId | null>(null);
  const { samples, checkpoints, trials } = training;
  const isRunning = execution.state === 'running';
  const tabs: Tab<PanelId>[] = [
    { id: 'curves', label: 'Curves', icon: ChartLine, panel: <CurvesPanel {...props} /> },
  ];
  if (samples.length > 0) {
    const panel = (
      <SamplesPanel
        execution={execution}
        samples={samples}
        classes={training.classes}
        isRunning={isRunning}
        gone={training.samplesGone}
        onLookAgain={props.onLookAgain}
      />
    );
    tabs.push({ id: 'samples', label: 'Sample predictions', icon: Images, panel });
  }
  if (checkpoints.length > 0) {
    const label = `Checkpoints ${formatCount(checkpoints.length)}`;
    tabs.push({ id: 'checkpoints', label, icon: Save, panel: <CheckpointTable training={training} /> });
  }
  if (trials.length > 0) {
    const label = `Trials ${formatCount(trials.length)}`;
    tabs.push({ id: 'trials', label, icon: SlidersHorizontal, panel: <TrialTable trials={trials} /> });
  }
  // Of a search one wants to know first what it found.
  const first = trials.length > 0 ? 'trials' : 'curves';
  const shown = tabs.find(({ id }) => id === panel)?.id ?? first;
  return <ViewerTabs<PanelId> label="Training" tabs={tabs} value={shown} onChange={setPanel} />;
}
