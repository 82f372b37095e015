import { useState } from 'react';
import type { TrainingView } from '../../../engine/contract/model.ts';
import type { ExecutionView } from '../../../engine/contract/notebook.ts';
import { Slider } from '../../ui/slider.tsx';
import { FilesGone } from '../files-gone.tsx';
import type { LegendClass } from '../picture/class-legend.tsx';
import { fallbackClasses } from '../picture/fallback-classes.ts';
import { MaskControls } from '../picture/mask-controls.tsx';
import { MaskedPicture } from '../picture/masked-picture.tsx';
import { useMaskKeys } from '../picture/use-mask-keys.ts';
import viewer from '../viewer.module.css';
import styles from './samples-panel.module.css';

export interface SamplesPanelProps {
  readonly execution: ExecutionView;
  readonly samples: TrainingView['samples'];
  readonly classes: readonly LegendClass[] | undefined;
  readonly isRunning: boolean;
  /** Where the pictures lay, where they are no longer. */
  readonly gone: string | undefined;
  readonly onLookAgain: () => void;
}

/** The same pictures as each epoch saw them, so that one can watch the model learn. */
export function SamplesPanel({
  execution,
  samples,
  classes = fallbackClasses,
  isRunning,
  gone,
  onLookAgain,
}: SamplesPanelProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const newest = samples.length - 1;
  // Until an epoch is chosen, the newest is shown, so that a running training moves on by itself.
  const place = Math.min(chosen ?? newest, newest);
  const epoch = samples[place];
  const keys = useMaskKeys(classes);
  if (epoch === undefined) {
    return null;
  }
  if (gone !== undefined) {
    return <FilesGone cell={execution.cell} place={`They lay in ${gone}`} onLookAgain={onLookAgain} />;
  }
  const address = (path: string) => `/execution/${execution.executionId}/sample/${path}`;
  return (
    <section className={viewer.viewer} aria-label="Sample predictions" data-keys="own" {...keys}>
      <div className={viewer.toolbar}>
        {samples.length > 1 && (
          <div className={styles.epoch}>
            <Slider
              label="Epoch"
              value={place}
              minimum={0}
              maximum={newest}
              format={(index) => String(samples[index]?.epoch ?? '')}
              onChange={(index) => setChosen(index === newest ? null : index)}
            />
          </div>
        )}
        {isRunning && place === newest && <span className={viewer.quiet}>follows the newest epoch</span>}
        <span className={viewer.spacer} />
        <MaskControls classes={classes} />
      </div>
      <div className={styles.grid}>
        {epoch.images.map(({ id, image, label, prediction }) => (
          <figure key={id} className={styles.sample}>
            <div className={styles.pair}>
              {label !== undefined && (
                <Sample caption="Label" image={address(image)} mask={address(label)} classes={classes} />
              )}
              <Sample
                caption="Prediction"
                image={address(image)}
                mask={address(prediction)}
                classes={classes}
              />
            </div>
            <figcaption className={viewer.quiet}>{id}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}

interface SampleProps {
  readonly caption: string;
  readonly image: string;
  readonly mask: string;
  readonly classes: readonly LegendClass[];
}

function Sample({ caption, image, mask, classes }: SampleProps) {
  return (
    <div className={styles.picture}>
      <MaskedPicture label={caption} image={image} mask={mask} classes={classes} />
      <span className={styles.caption}>{caption}</span>
    </div>
  );
}
