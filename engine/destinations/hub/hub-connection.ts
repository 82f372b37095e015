import { HUB_URL, HubApiError } from '@huggingface/hub';
import { explainHubError, HubError } from './hub-error.ts';
import { createHubFetch } from './hub-fetch.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry.ts';

/** The Hub as one user reaches it. */
export interface HubConnection {
  readonly url: string;
  readonly token: string;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}

export interface HubConnectionOptions {
  readonly token: string | undefined;
  readonly signal: AbortSignal;
  readonly url?: string;
  readonly retry?: Partial<RetryPolicy>;
}

/** Where the Hub is: `HF_ENDPOINT` as for the official clients, else huggingface.co. */
export function hubUrl(environment: NodeJS.ProcessEnv = process.env): string {
  return (environment.HF_ENDPOINT || HUB_URL).replace(/\/+$/, '');
}

/** @throws HubError "no-token" or "bad-token" */
export function connectToHub(options: HubConnectionOptions): HubConnection {
  const { token, signal } = options;
  const url = options.url ?? hubUrl();
  if (token === undefined || token === '') {
    throw new HubError('no-token', 'Nobody is signed in to the Hugging Face Hub', {
      hint: 'Sign in with a write token in the push cell, or set HF_TOKEN',
    });
  }
  if (!/^hf_[\x21-\x7e]+$/.test(token)) {
    throw new HubError('bad-token', 'This is not a Hugging Face token: it must start with "hf_"', {
      hint: 'Make one at huggingface.co/settings/tokens, with write access',
    });
  }
  const retry = { ...defaultRetryPolicy, ...options.retry };
  return { url, token, signal, fetch: createHubFetch({ hubUrl: url, token, signal, retry }) };
}

/** Parameters that every call of `@huggingface/hub` takes. */
export function clientParameters(connection: HubConnection) {
  return { hubUrl: connection.url, accessToken: connection.token, fetch: connection.fetch } as const;
}

/** Runs a call and words its failure. @throws HubError */
export async function asHubAction<Result>(action: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw explainHubError(error, action);
  }
}

/** Whether the Hub answered with this status. */
export function hasStatus(error: unknown, status: number): error is HubApiError {
  return error instanceof HubApiError && error.statusCode === status;
}

/** A call of the Hub's API that its client has no function for. @throws HubApiError */
export async function callHubApi(
  connection: HubConnection,
  request: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown },
): Promise<unknown> {
  const response = await connection.fetch(`${connection.url}${request.path}`, {
    method: request.method,
    headers: { Authorization: `Bearer ${connection.token}`, 'Content-Type': 'application/json' },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  if (!response.ok) {
    const text = await response.text();
    throw new HubApiError(
      response.url,
      response.status,
      response.headers.get('X-Request-Id') ?? undefined,
      text,
    );
  }
  return await response.json();
}
