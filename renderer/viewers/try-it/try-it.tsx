import { ErrorPanel } from '../../ui/error-panel.tsx';
import viewer from '../viewer.module.css';
import { Waiting } from '../waiting.tsx';
import { DropArea } from './drop-area.tsx';
import { PredictedMask } from './predicted-mask.tsx';
import { useTrial } from './use-trial.ts';

/** Drop an image on the model and see the mask it gives. */
export function TryIt({ artifactId }: { readonly artifactId: number }) {
  const { trial, tryFile } = useTrial(artifactId);
  return (
    <section className={viewer.viewer} aria-label="Try the model">
      <DropArea onFile={(file) => void tryFile(file)} />
      {trial.state === 'waiting' && <Waiting>Asking the model about {trial.name}</Waiting>}
      {trial.state === 'failed' && <ErrorPanel error={trial.error} />}
      {trial.state === 'done' && <PredictedMask trial={trial} />}
    </section>
  );
}
