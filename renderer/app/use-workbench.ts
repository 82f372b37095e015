import { type ComponentType, useEffect, useState } from 'react';

let loading: Promise<ComponentType> | undefined;
let loaded: ComponentType | null = null;

/** Fetches the code of notebooks, once. */
export function loadWorkbench(): Promise<ComponentType> {
  loading ??= import('./workbench.tsx').then(({ Workbench }) => {
    loaded = Workbench;
    return Workbench;
  });
  return loading;
}

/**
 * Returns the workbench once its code is here, which is fetched as soon as it is wanted. Not a Suspense: React shows what
 * one waited for no sooner than 300 ms after its fallback.
 */
export function useWorkbench(isWanted: boolean): ComponentType | null {
  const [workbench, setWorkbench] = useState(() => loaded);
  useEffect(() => {
    if (isWanted) void loadWorkbench().then((component) => setWorkbench(() => component));
  }, [isWanted]);
  return workbench ?? loaded;
}
