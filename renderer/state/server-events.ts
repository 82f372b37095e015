import type { ServerEvent } from '../../engine/contract/event.ts';

const listeners = new Set<(event: ServerEvent) => void>();
const reconnectListeners = new Set<() => void>();

/** Hears everything the engine says unasked. Returns the function that stops it. */
export function onServerEvent(listener: (event: ServerEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Hears that the line is open again, after which anything may have changed. */
export function onReconnected(listener: () => void): () => void {
  reconnectListeners.add(listener);
  return () => reconnectListeners.delete(listener);
}

export function publishServerEvent(event: ServerEvent): void {
  for (const listener of [...listeners]) {
    listener(event);
  }
}

export function publishReconnected(): void {
  for (const listener of [...reconnectListeners]) {
    listener();
  }
}
