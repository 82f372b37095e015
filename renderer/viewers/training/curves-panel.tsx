import { ChartLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Slider } from '../../ui/slider.tsx';
import { Switch } from '../../ui/switch.tsx';
import viewer from '../viewer.module.css';
import { ComparedRuns } from './compared-runs.tsx';
import { CurveChartView } from './curve-chart-view.tsx';
import { type CurveAxis, curveCharts } from './curves.ts';
import styles from './curves-panel.module.css';
import type { TrainingPanelProps } from './training-panel-props.ts';
import { useComparedTrainings } from './use-compared-trainings.ts';

const axes = [
  { value: 'step', label: 'Step' },
  { value: 'epoch', label: 'Epoch' },
  { value: 'time', label: 'Time' },
] as const satisfies readonly { value: CurveAxis; label: string }[];

/** How fast training goes is shown as it was measured. */
const plain = { smoothing: 0, logarithmic: false } as const;

/** One chart a metric, with the controls that hold for all of them. */
export function CurvesPanel({ execution, training, compared, onComparedChange }: TrainingPanelProps) {
  const [axis, setAxis] = useState<CurveAxis>('epoch');
  const [smoothing, setSmoothing] = useState(0);
  const [logarithmic, setLogarithmic] = useState(false);
  const others = useComparedTrainings(compared);
  const runs = useMemo(
    () => [{ label: others.length === 0 ? '' : 'this run', training }, ...others],
    [training, others],
  );
  const { learning, resources } = useMemo(() => curveCharts(runs, axis), [runs, axis]);
  const common = { axis, smoothing, logarithmic, syncKey: `training-${execution.executionId}` };
  return (
    <section className={viewer.viewer} aria-label="Training curves">
      <div className={viewer.toolbar}>
        <SegmentedControl<CurveAxis>
          label="Horizontal axis"
          value={axis}
          segments={axes}
          onChange={setAxis}
        />
        <div className={styles.smoothing}>
          <Slider
            label="Smoothing"
            value={smoothing}
            minimum={0}
            maximum={0.99}
            step={0.01}
            format={(value) => value.toFixed(2)}
            onChange={setSmoothing}
          />
        </div>
        <Switch label="Log axis" checked={logarithmic} onChange={setLogarithmic} />
        <span className={viewer.spacer} />
        <ComparedRuns execution={execution} compared={compared} onChange={onComparedChange} />
      </div>
      {learning.length === 0 && resources.length === 0 && (
        <EmptyState icon={ChartLine} title="No measurements yet">
          The first values appear when the first epoch has some steps.
        </EmptyState>
      )}
      <div className={styles.grid}>
        {learning.map((chart) => (
          <CurveChartView key={chart.metric} chart={chart} {...common} height={210} />
        ))}
      </div>
      {resources.length > 0 && (
        <div className={styles.small}>
          {resources.map((chart) => (
            <CurveChartView key={chart.metric} chart={chart} {...common} {...plain} height={130} />
          ))}
        </div>
      )}
    </section>
  );
}
