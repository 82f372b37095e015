import { useState } from 'react';
import { formatShare } from '../../charts/format.ts';
import { formatDuration, separator } from '../../ui/format.ts';
import { Slider } from '../../ui/slider.tsx';
import viewer from '../viewer.module.css';
import styles from './try-it.module.css';
import type { FinishedTrial } from './use-trial.ts';

/** The mask over the picture, with the share of each class. */
export function PredictedMask({ trial }: { readonly trial: FinishedTrial }) {
  const [opacity, setOpacity] = useState(0.55);
  const { name, image, mask, prediction } = trial;
  return (
    <div className={styles.result}>
      <div className={styles.picture}>
        <img className={styles.layer} src={image} alt={name} />
        <img className={styles.layer} src={mask} alt="Predicted mask" style={{ opacity }} />
      </div>
      <div className={styles.facts}>
        <Slider
          label="Mask"
          value={opacity}
          minimum={0}
          maximum={1}
          step={0.05}
          format={(value) => `${Math.round(value * 100)}\u00a0%`}
          onChange={setOpacity}
        />
        <ul className={styles.classes}>
          {prediction.classes.map(({ code, name: className, color, fraction }) => (
            <li key={code} className={styles.class}>
              <span className={styles.swatch} style={{ backgroundColor: color }} />
              {className}
              <span className={styles.share}>{formatShare(fraction)}</span>
            </li>
          ))}
        </ul>
        <p className={viewer.quiet}>
          {name}
          {separator}
          {formatDuration(prediction.milliseconds)} in the model
        </p>
      </div>
    </div>
  );
}
