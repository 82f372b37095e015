import { ImageUp } from 'lucide-react';
import { type DragEvent, useEffect, useId, useState } from 'react';
import type { MethodResult } from '../../../engine/contract/index.ts';
import { formatShare } from '../../charts/format.ts';
import { call } from '../../state/engine.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatDuration } from '../../ui/format.ts';
import { Slider } from '../../ui/slider.tsx';
import viewer from '../viewer.module.css';
import { Waiting } from '../waiting.tsx';
import { pictureUrl, prepareImage } from './prepare-image.ts';
import styles from './try-it.module.css';

type Prediction = MethodResult<'model.predict'>;

type Trial =
  | { readonly state: 'empty' }
  | { readonly state: 'waiting'; readonly name: string }
  | {
      readonly state: 'done';
      readonly name: string;
      readonly image: string;
      readonly mask: string;
      readonly prediction: Prediction;
    }
  | { readonly state: 'failed'; readonly error: unknown };

/** Drop an image on the model and see the mask it gives. */
export function TryIt({ artifactId }: { readonly artifactId: number }) {
  const [trial, setTrial] = useState<Trial>({ state: 'empty' });
  const [isOver, setOver] = useState(false);
  const [opacity, setOpacity] = useState(0.55);
  const inputId = useId();
  useEffect(() => {
    if (trial.state === 'done') {
      return () => [trial.image, trial.mask].forEach(URL.revokeObjectURL);
    }
    return undefined;
  }, [trial]);
  const tryFile = async (file: File | undefined) => {
    if (file === undefined) {
      return;
    }
    setTrial({ state: 'waiting', name: file.name });
    try {
      const { base64, url } = await prepareImage(file);
      const prediction = await call('model.predict', { artifactId, image: base64 });
      setTrial({ state: 'done', name: file.name, image: url, mask: pictureUrl(prediction.mask), prediction });
    } catch (error) {
      setTrial({ state: 'failed', error });
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void tryFile(event.dataTransfer.files[0]);
  };
  return (
    <section className={viewer.viewer} aria-label="Try the model">
      <label
        htmlFor={inputId}
        className={styles.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <ImageUp size={22} aria-hidden="true" />
        <span>
          <strong>Drop an image here</strong> or choose a file
        </span>
        <span className={viewer.quiet}>JPEG, PNG or WebP; it stays on this machine</span>
        <input
          id={inputId}
          type="file"
          className="visually-hidden"
          accept="image/jpeg,image/png,image/webp"
          onChange={(event) => void tryFile(event.target.files?.[0])}
        />
      </label>
      {trial.state === 'waiting' && <Waiting>Asking the model about {trial.name}</Waiting>}
      {trial.state === 'failed' && <ErrorPanel error={toErrorView(trial.error)} />}
      {trial.state === 'done' && (
        <div className={styles.result}>
          <div className={styles.picture}>
            <img className={styles.layer} src={trial.image} alt={trial.name} />
            <img className={styles.layer} src={trial.mask} alt="Predicted mask" style={{ opacity }} />
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
              {trial.prediction.classes.map(({ code, name, color, fraction }) => (
                <li key={code} className={styles.class}>
                  <span className={styles.swatch} style={{ backgroundColor: color }} />
                  {name}
                  <span className={styles.share}>{formatShare(fraction)}</span>
                </li>
              ))}
            </ul>
            <p className={viewer.quiet}>
              {trial.name} · {formatDuration(trial.prediction.milliseconds)} in the model
            </p>
          </div>
        </div>
      )}
    </section>
  );
}
