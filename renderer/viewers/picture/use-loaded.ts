import { useEffect, useState } from 'react';

export interface Loaded<Value> {
  readonly value: Value | null;
  readonly failed: boolean;
}

const nothing = { value: null, failed: false } as const;

/** What a loader gives for an address; the last value stays until the next is here. Null loads nothing. */
export function useLoaded<Value>(url: string | null, load: (url: string) => Promise<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>(nothing);
  useEffect(() => {
    if (url === null) {
      setLoaded(nothing);
      return;
    }
    let isCurrent = true;
    load(url)
      .then((value) => isCurrent && setLoaded({ value, failed: false }))
      .catch(() => isCurrent && setLoaded({ value: null, failed: true }));
    return () => {
      isCurrent = false;
    };
  }, [url, load]);
  return loaded;
}
