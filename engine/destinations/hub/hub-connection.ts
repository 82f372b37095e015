import { HUB_URL, HubApiError } from '@huggingface/hub';
import { explainHubError, HubError } from './hub-error.ts';
import { createHubFetch } from './hub-fetch.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry.ts';

/** The Hub as one user reaches it. */
export interface HubConnection {
  readonly url: string;
  /** Null for a visitor, who may read what is public. */
  readonly token: string | null;
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

/** A connection for changing things. @throws HubError "no-token" or "bad-token" */
export function connectToHub(options: HubConnectionOptions): HubConnection {
  const { token } = options;
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
  return makeConnection(options, token);
}

/** A connection for reading, with a token where there is one. @throws HubError "bad-token" */
export function connectAsReader(options: HubConnectionOptions): HubConnection {
  return options.token === undefined || options.token === ''
    ? makeConnection(options, null)
    : connectToHub(options);
}

function makeConnection(options: HubConnectionOptions, token: string | null): HubConnection {
  const { signal, url = hubUrl() } = options;
  const retry = { ...defaultRetryPolicy, ...options.retry };
  return { url, token, signal, fetch: createHubFetch({ hubUrl: url, token, signal, retry }) };
}

/** Parameters that every call of `@huggingface/hub` takes. */
export function clientParameters(connection: HubConnection) {
  const { url, token, fetch } = connection;
  return { hubUrl: url, fetch, ...(token === null ? {} : { accessToken: token }) };
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

/** The header that says who asks. */
export function authorization({ token }: HubConnection): Readonly<Record<string, string>> {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/** A call of the Hub's API that its client has no function for. @throws HubApiError */
export async function callHubApi(
  connection: HubConnection,
  request: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown },
): Promise<unknown> {
  const response = await connection.fetch(`${connection.url}${request.path}`, {
    method: request.method,
    headers: { ...authorization(connection), 'Content-Type': 'application/json' },
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
