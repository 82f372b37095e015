import { HubError } from './hub-error.ts';
import { type RetryPolicy, withRetries } from './retry.ts';
import { withUploadProgress } from './upload-progress.ts';

export interface HubFetchOptions {
  readonly hubUrl: string;
  readonly token: string | null;
  readonly signal: AbortSignal;
  readonly retry: RetryPolicy;
}

const longestRedirectChain = 5;

/**
 * The `fetch` given to the Hub's client: tries again what may pass, follows redirects itself so that the token never
 * reaches another host (rule D20), stops with the signal, and reports upload progress.
 */
export function createHubFetch(options: HubFetchOptions): typeof fetch {
  return async (input, init = {}) => {
    const signal = init.signal ? AbortSignal.any([options.signal, init.signal]) : options.signal;
    const request = withUploadProgress({ ...init, signal });
    const url = new URL(input instanceof Request ? input.url : input);
    return await withRetries(() => sendFollowing(url, request, options), options.retry, signal);
  };
}

async function sendFollowing(start: URL, init: RequestInit, options: HubFetchOptions): Promise<Response> {
  let url = start;
  for (let hop = 0; hop <= longestRedirectChain; hop += 1) {
    const response = await fetch(url, { ...withoutForeignToken(url, init, options), redirect: 'manual' });
    const location =
      response.status >= 300 && response.status < 400 ? response.headers.get('Location') : null;
    if (location === null) {
      return response;
    }
    const next = new URL(location, url);
    refuseMovedChange(url, next, init.method ?? 'GET');
    url = next;
  }
  throw new HubError('redirected', `Cannot fetch from "${start.host}": it redirects in circles`);
}

/** The client's own headers, less the user's token where the address is not the Hub's. */
function withoutForeignToken(url: URL, init: RequestInit, options: HubFetchOptions): RequestInit {
  const headers = new Headers(init.headers);
  const isToken = options.token !== null && headers.get('Authorization') === `Bearer ${options.token}`;
  if (isToken && url.origin !== new URL(options.hubUrl).origin) {
    headers.delete('Authorization');
  }
  return { ...init, headers };
}

/** Fetching may be sent elsewhere (large files lie on another host); a change of a repository may not. */
function refuseMovedChange(from: URL, to: URL, method: string): void {
  if (method === 'GET' || method === 'HEAD' || from.origin === to.origin) {
    return;
  }
  throw new HubError(
    'redirected',
    `"${from.host}" wants to send this push on to "${to.host}"; it was stopped`,
    {
      hint: 'Check the address of the Hub (HF_ENDPOINT) and any proxy in between; the token was not passed on',
    },
  );
}
