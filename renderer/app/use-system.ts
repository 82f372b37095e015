import { useEffect } from 'react';
import type { SystemView } from '../../engine/contract/system.ts';
import { useQuery } from '../state/use-query.ts';

const sampleMs = 2000;

/** The machine's figures, asked for every two seconds while the window is in sight. */
export function useSystem(): SystemView | undefined {
  const { data, reload } = useQuery('system.get', {});
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), sampleMs);
    return () => clearInterval(timer);
  }, [reload]);
  return data;
}
