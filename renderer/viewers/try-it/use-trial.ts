import { useEffect, useState } from 'react';
import type { ErrorView } from '../../../engine/contract/error.ts';
import type { MethodResult } from '../../../engine/contract/index.ts';
import { call } from '../../state/engine.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { PictureError, pictureUrl, prepareImage } from './prepare-image.ts';

/** A picture with what the model said of it; `image` and `mask` are addresses of both. */
export interface FinishedTrial {
  readonly state: 'done';
  readonly name: string;
  readonly image: string;
  readonly mask: string;
  readonly prediction: MethodResult<'model.predict'>;
}

export type Trial =
  | { readonly state: 'empty' }
  | { readonly state: 'waiting'; readonly name: string }
  | { readonly state: 'failed'; readonly error: ErrorView }
  | FinishedTrial;

/** Asks a model about one picture at a time. */
export function useTrial(artifactId: number) {
  const [trial, setTrial] = useState<Trial>({ state: 'empty' });
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
      setTrial({ state: 'failed', error: error instanceof PictureError ? error.view : toErrorView(error) });
    }
  };
  return { trial, tryFile };
}
