import { ChartLine, Images, Save, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import type { TrainingView } from '../../../engine/contract/model.ts';
import type { ExecutionView } from '../../../engine/contract/notebook.ts';
import { formatCount } from '../../ui/format.ts';
import type { Tab } from '../../ui/tabs.tsx';
import { ViewerTabs } from '../viewer-tabs.tsx';
import { CheckpointTable } from './checkpoint-table.tsx';
import { CurvesPanel } from './curves-panel.tsx';
import { SamplesPanel } from './samples-panel.tsx';
import { TrialTable } from './trial-table.tsx';

export interface TrainingPanelsProps {
  readonly execution: ExecutionView;
  readonly training: TrainingView;
  /** Other executions whose curves are drawn as well. */
  readonly compared: readonly number[];
  readonly onComparedChange: (compared: readonly number[]) => void;
}

type PanelId = 'curves' | 'samples' | 'checkpoints' | 'trials';

/** The parts of a training; those it has nothing for are left out. */
export function TrainingPanels(props: TrainingPanelsProps) {
  const { execution, training } = props;
  const [panel, setPanel] = useState<PanelId>('curves');
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
  const shown = tabs.some(({ id }) => id === panel) ? panel : 'curves';
  return <ViewerTabs<PanelId> label="Training" tabs={tabs} value={shown} onChange={setPanel} />;
}
