import type { MethodName, MethodParams, MethodResult } from '../../engine/contract/index.ts';
import { useAppStore, withEvent, withNotebook } from './app-store.ts';
import { EngineClient } from './engine-client.ts';
import { publishReconnected, publishServerEvent } from './server-events.ts';

const client = new EngineClient(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`, {
  onStatus: (connection, engineVersion) => {
    useAppStore.setState(engineVersion === null ? { connection } : { connection, engineVersion });
    if (connection === 'open') {
      void synchronise();
    }
  },
  onEvent: (event) => {
    useAppStore.setState((state) => withEvent(state, event));
    publishServerEvent(event);
  },
});

/** Opens the line to the engine and keeps the store filled from then on. */
export function startEngine(): void {
  client.connect();
}

/** Calls the engine. @throws EngineError */
export function call<Name extends MethodName>(
  method: Name,
  params: MethodParams<Name>,
): Promise<MethodResult<Name>> {
  return client.call(method, params);
}

/** What may have changed while no line was open is asked for again. */
async function synchronise(): Promise<void> {
  const listing = call('components.list', {});
  const notebook = await call('notebook.get', {});
  // An empty window needs no components, and is not kept waiting for them.
  const components = notebook === null ? useAppStore.getState().components : await listing;
  useAppStore.setState((state) => ({
    ...withNotebook({ ...state, notebook: undefined }, notebook),
    components,
  }));
  publishReconnected();
  useAppStore.setState({ components: await listing });
}
