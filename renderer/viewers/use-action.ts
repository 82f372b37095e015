import { useCallback, useState } from 'react';
import type { ErrorView } from '../../engine/contract/error.ts';
import { toErrorView } from '../state/engine-error.ts';

export interface Action {
  readonly run: () => void;
  readonly isBusy: boolean;
  readonly error: ErrorView | null;
}

/** Something a button does through the engine: busy while it lasts, and what went wrong last time. */
export function useAction(perform: () => Promise<unknown>): Action {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const run = useCallback(() => {
    setBusy(true);
    setError(null);
    perform()
      .catch((thrown: unknown) => setError(toErrorView(thrown)))
      .finally(() => setBusy(false));
  }, [perform]);
  return { run, isBusy, error };
}
