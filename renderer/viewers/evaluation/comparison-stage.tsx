import { Lock, LockOpen, Maximize } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { exampleImage, exampleMask } from '../examples/addresses.ts';
import type { LegendClass } from '../picture/class-legend.tsx';
import { MaskedPicture } from '../picture/masked-picture.tsx';
import { type SharedView, wholePicture } from '../picture/view-transform.ts';
import viewer from '../viewer.module.css';
import styles from './comparison-stage.module.css';
import { exampleMetricTitle } from './metric-rows.ts';
import type { EvaluatedExample } from './use-evaluated-examples.ts';

export interface ComparisonStageProps {
  readonly view: EvaluationView;
  /** Undefined until they are known. */
  readonly examples: ExamplesView | undefined;
  readonly example: EvaluatedExample;
  readonly classes: readonly LegendClass[];
  /** Whether all frames zoom and pan together. */
  readonly locked: boolean;
  readonly onLockedChange: (locked: boolean) => void;
}

interface Frame {
  readonly id: string;
  readonly title: string;
  readonly mask: string | null;
  readonly overlay: string | null;
}

/** One image as labelled and as each model sees it; with the lock on, all frames show the same part. */
export function ComparisonStage(props: ComparisonStageProps) {
  const { view, examples, example, classes, locked, onLockedChange } = props;
  const [views, setViews] = useState<Readonly<Record<string, SharedView>>>({});
  const [showErrors, setShowErrors] = useState(false);
  const { record } = example;
  const pictures = { artifactId: examples?.artifactId ?? 0, split: view.split };
  const imageFeature = examples?.imageFeature ?? null;
  const maskFeature = examples?.maskFeature ?? null;
  // Another image is another place: what one looked at there says nothing here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: on another record only
  useEffect(() => setViews({}), [record]);
  const label = maskFeature === null ? null : exampleMask(pictures, record, maskFeature);
  const frames = framesOf(view, record, label, showErrors);
  const setView = (id: string, next: SharedView) =>
    setViews(locked ? { all: next } : { ...views, [id]: next });
  return (
    <div className={styles.stage}>
      <div className={viewer.toolbar}>
        <h4 className={viewer.heading}>Record {record}</h4>
        <span className={viewer.spacer} />
        <Switch label="Show errors" checked={showErrors} onChange={setShowErrors} />
        <IconButton
          icon={locked ? Lock : LockOpen}
          label={locked ? 'Zoom together' : 'Zoom each by itself'}
          shortcut="Z"
          pressed={locked}
          size="small"
          onClick={() => onLockedChange(!locked)}
        />
        <IconButton icon={Maximize} label="Show whole image" size="small" onClick={() => setViews({})} />
      </div>
      <div className={styles.frames}>
        {frames.map(({ id, title, mask, overlay }) => (
          <figure key={id} className={styles.frame}>
            <figcaption className={styles.caption}>{title}</figcaption>
            <div className={styles.picture}>
              <MaskedPicture
                label={`${title} of record ${record}`}
                image={imageFeature === null ? null : exampleImage(pictures, record, imageFeature)}
                mask={mask}
                overlay={overlay}
                classes={classes}
                view={views[locked ? 'all' : id] ?? wholePicture}
                onViewChange={(next) => setView(id, next)}
              />
            </div>
          </figure>
        ))}
      </div>
      <ExampleMetrics example={example} classes={classes} />
    </div>
  );
}

function framesOf(view: EvaluationView, record: number, label: string | null, showErrors: boolean): Frame[] {
  const prediction = (model: 'candidate' | 'baseline') =>
    `/artifact/${view.artifactId}/prediction/${model}/${record}.png?raw=1`;
  const errors = showErrors ? `/artifact/${view.artifactId}/error/${record}.png` : null;
  const frames: Frame[] = [
    { id: 'label', title: 'Label', mask: label, overlay: null },
    { id: 'candidate', title: 'Candidate', mask: prediction('candidate'), overlay: errors },
  ];
  return view.baselineModel === null
    ? frames
    : [...frames, { id: 'baseline', title: 'Blessed', mask: prediction('baseline'), overlay: null }];
}

function ExampleMetrics({
  example: { candidate, baseline },
  classes,
}: Pick<ComparisonStageProps, 'example' | 'classes'>) {
  return (
    <dl className={styles.metrics}>
      {Object.entries(candidate).map(([name, value]) => (
        <div key={name}>
          <dt className={styles.name}>{exampleMetricTitle(name, classes)}</dt>
          <dd className={styles.value}>
            {formatNumber(value)}
            {baseline?.[name] !== undefined && (
              <span className={viewer.quiet}> vs {formatNumber(baseline[name])}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
