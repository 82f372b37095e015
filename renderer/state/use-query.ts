import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { ErrorView } from '../../engine/contract/error.ts';
import type { MethodName, MethodParams, MethodResult } from '../../engine/contract/index.ts';
import { call } from './engine.ts';
import { toErrorView } from './engine-error.ts';
import { onReconnected } from './server-events.ts';

export interface Query<Result> {
  /** The newest answer; undefined before the first. */
  readonly data: Result | undefined;
  readonly error: ErrorView | undefined;
  readonly isLoading: boolean;
  /** Asks again; the old answer stays in sight meanwhile. */
  readonly reload: () => void;
}

interface Entry {
  state: { readonly data: unknown; readonly error: ErrorView | undefined; readonly isLoading: boolean };
  readonly listeners: Set<() => void>;
  request: number;
}

const entries = new Map<string, Entry>();
const maximumEntries = 256;
const nothing = { data: undefined, error: undefined, isLoading: false } as const;

/** Artifacts never change, so what is read from one is asked for once. */
const immutable = /^(examples|statistics|evaluation|artifact|lineage|transform)\.|^(model\.get|schema\.get)$/;

/**
 * The answer to a call, asked for when it is first shown and shared by everything that shows it.
 * Null parameters ask nothing.
 */
export function useQuery<Name extends MethodName>(
  method: Name,
  params: MethodParams<Name> | null,
): Query<MethodResult<Name>> {
  const key = params === null ? null : `${method} ${JSON.stringify(params)}`;
  const subscribe = useCallback(
    (listener: () => void) => (key === null ? () => undefined : listen(key, listener)),
    [key],
  );
  const state = useSyncExternalStore(subscribe, () => (key === null ? nothing : entryOf(key).state));
  const reload = useCallback(() => {
    if (key !== null) void ask(key);
  }, [key]);
  useEffect(() => {
    if (key !== null && (entryOf(key).state.data === undefined || !immutable.test(method))) {
      void ask(key);
    }
    return immutable.test(method) ? undefined : onReconnected(reload);
  }, [key, method, reload]);
  return { ...state, data: state.data as MethodResult<Name> | undefined, reload };
}

/** Asks again for every answer on show whose method starts so: "push." after a push. */
export function refresh(prefix: string): void {
  for (const [key, entry] of entries) {
    if (key.startsWith(prefix)) {
      if (entry.listeners.size > 0) {
        void ask(key);
      } else {
        entries.delete(key);
      }
    }
  }
}

async function ask(key: string): Promise<void> {
  const entry = entryOf(key);
  const request = ++entry.request;
  publish(entry, { ...entry.state, isLoading: true });
  const separator = key.indexOf(' ');
  try {
    const data = await call(key.slice(0, separator) as MethodName, JSON.parse(key.slice(separator + 1)));
    if (request === entry.request) {
      publish(entry, { data, error: undefined, isLoading: false });
    }
  } catch (error) {
    if (request === entry.request) {
      publish(entry, { ...entry.state, error: toErrorView(error), isLoading: false });
    }
  }
}

function publish(entry: Entry, state: Entry['state']): void {
  entry.state = state;
  for (const listener of entry.listeners) {
    listener();
  }
}

function entryOf(key: string): Entry {
  const known = entries.get(key);
  if (known) {
    return known;
  }
  const entry: Entry = { state: { ...nothing, isLoading: true }, listeners: new Set(), request: 0 };
  entries.set(key, entry);
  forgetOldest();
  return entry;
}

function forgetOldest(): void {
  for (const [key, entry] of entries) {
    if (entries.size <= maximumEntries) {
      return;
    }
    if (entry.listeners.size === 0) {
      entries.delete(key);
    }
  }
}

function listen(key: string, listener: () => void): () => void {
  const entry = entryOf(key);
  entry.listeners.add(listener);
  return () => entry.listeners.delete(listener);
}
