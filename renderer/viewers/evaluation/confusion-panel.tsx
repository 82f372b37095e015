import { useEffect, useRef, useState } from 'react';
import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
import type { Normalisation } from '../../charts/confusion.ts';
import { ConfusionMatrix } from '../../charts/confusion-matrix.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import viewer from '../viewer.module.css';
import styles from './confusion-panel.module.css';
import { ImageComparison } from './image-comparison.tsx';

type Confusion = NonNullable<EvaluationView['confusion']>;

const normalisations = [
  { value: 'actual', label: 'By actual' },
  { value: 'predicted', label: 'By predicted' },
  { value: 'counts', label: 'Of all' },
] as const satisfies readonly { value: Normalisation; label: string }[];

export interface ConfusionPanelProps {
  readonly view: EvaluationView;
  readonly confusion: Confusion;
}

/** The confusion matrices of both models; a cell opens the images that have most of its pixels. */
export function ConfusionPanel({ view, confusion }: ConfusionPanelProps) {
  const [normalisation, setNormalisation] = useState<Normalisation>('actual');
  const [selected, setSelected] = useState<{ readonly actual: number; readonly predicted: number } | null>(
    null,
  );
  const images = useRef<HTMLDivElement>(null);
  // The images stand below both matrices, often out of sight.
  useEffect(() => {
    if (selected !== null) {
      images.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [selected]);
  const { classes, candidate, baseline } = confusion;
  const common = { classes, normalisation, selected, onSelect: setSelected };
  return (
    <div className={viewer.viewer}>
      <div className={viewer.toolbar}>
        <SegmentedControl<Normalisation>
          label="Shares"
          value={normalisation}
          segments={normalisations}
          onChange={setNormalisation}
        />
        <span className={viewer.quiet}>Press a cell to see its images, most affected first.</span>
      </div>
      <div className={styles.matrices}>
        <figure className={styles.matrix}>
          <figcaption className={viewer.heading}>Candidate</figcaption>
          <ConfusionMatrix {...common} label="Confusion of the candidate" counts={candidate} />
        </figure>
        {baseline !== null && (
          <figure className={styles.matrix}>
            <figcaption className={viewer.heading}>Blessed</figcaption>
            <ConfusionMatrix {...common} label="Confusion of the blessed model" counts={baseline} />
          </figure>
        )}
      </div>
      {selected !== null && view.examplesArtifactId !== null && (
        <div ref={images}>
          <ImageComparison
            view={view}
            examplesArtifactId={view.examplesArtifactId}
            confusion={{
              actual: classes[selected.actual]?.code ?? selected.actual,
              predicted: classes[selected.predicted]?.code ?? selected.predicted,
            }}
          />
        </div>
      )}
    </div>
  );
}
