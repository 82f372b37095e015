import { useSyncExternalStore } from 'react';

let version = 0;
const listeners = new Set<() => void>();

if (typeof window !== 'undefined') {
  window.addEventListener('themechange', () => {
    version += 1;
    for (const listener of listeners) {
      listener();
    }
  });
}

/** Grows when the theme changes: what is drawn on a canvas depends on it to be drawn again in the new colours. */
export function useThemeVersion(): number {
  return useSyncExternalStore(subscribe, () => version);
}

/** The present value of a colour token such as `--series-1`, for canvases, which cannot use CSS variables. */
export function themeColor(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}

/** The token of the n-th series; after the eighth the colours repeat. */
export function seriesToken(index: number): string {
  return `--series-${(index % 8) + 1}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
