import { connectToHub, type HubConnection } from '../hub-connection.ts';
import { HubDouble, type HubDoubleOptions } from './hub-double.ts';

/** The token that tests look for where it must not be. */
export const canaryToken = 'hf_canaryCanaryCanary1234';

/** A double with one user, "ada" of the organisation "acme". */
export async function startTestHub(options: Partial<HubDoubleOptions> = {}): Promise<HubDouble> {
  const account = { token: canaryToken, user: 'ada', organisations: { acme: 'admin' } } as const;
  return await HubDouble.start({ accounts: [account], ...options });
}

/** A connection that tries again at once. */
export function connectTestHub(
  hub: HubDouble,
  options: { readonly token?: string; readonly signal?: AbortSignal; readonly retries?: string[] } = {},
): HubConnection {
  return connectToHub({
    token: options.token ?? canaryToken,
    url: hub.url,
    signal: options.signal ?? new AbortController().signal,
    retry: { firstDelayMs: 1, longestDelayMs: 5, onRetry: (reason) => options.retries?.push(reason) },
  });
}
