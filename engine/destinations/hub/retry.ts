import { setTimeout as wait } from 'node:timers/promises';
import { isNetworkError } from './hub-error.ts';

/** How failed requests are tried again. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** Told before each new attempt. */
  readonly onRetry: (reason: string, delayMs: number) => void;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 6,
  firstDelayMs: 500,
  longestDelayMs: 60_000,
  onRetry: () => undefined,
};

const passingStatus = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Sends until an answer comes that another try would not change: network failures, 429 and 5xx are tried again with
 * doubling, jittered delays, or after the time the server names. The last answer or failure is passed on.
 *
 * @throws AbortError, and what `send` threw last
 */
export async function withRetries(
  send: () => Promise<Response>,
  policy: RetryPolicy,
  signal: AbortSignal,
): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await settle(send);
    if (attempt >= policy.attempts || !mayPass(outcome)) {
      return unwrap(outcome);
    }
    const delayMs = retryDelayMs(outcome, attempt, policy);
    policy.onRetry(reasonOf(outcome), delayMs);
    await wait(delayMs, undefined, { signal });
  }
}

type Outcome = { readonly response: Response } | { readonly error: unknown };

async function settle(send: () => Promise<Response>): Promise<Outcome> {
  try {
    return { response: await send() };
  } catch (error) {
    return { error };
  }
}

function unwrap(outcome: Outcome): Response {
  if ('error' in outcome) {
    throw outcome.error;
  }
  return outcome.response;
}

function mayPass(outcome: Outcome): boolean {
  return 'error' in outcome ? isNetworkError(outcome.error) : passingStatus.has(outcome.response.status);
}

function reasonOf(outcome: Outcome): string {
  if ('response' in outcome) {
    return outcome.response.status === 429
      ? 'the Hub asks to slow down'
      : `the Hub answered ${outcome.response.status}`;
  }
  return 'the connection failed';
}

/** Doubling with up to a quarter of jitter, so that many clients do not come back at once. */
export function retryDelayMs(outcome: Outcome, attempt: number, policy: RetryPolicy): number {
  const asked = 'response' in outcome ? askedDelayMs(outcome.response.headers) : null;
  const doubled = policy.firstDelayMs * 2 ** (attempt - 1);
  return Math.min(asked ?? doubled * (1 + Math.random() / 4), policy.longestDelayMs);
}

/** `Retry-After` in seconds or as a date, or the reset time of the RateLimit header (IETF draft, `t=` in seconds). */
function askedDelayMs(headers: Headers): number | null {
  const after = headers.get('Retry-After');
  if (after !== null) {
    const seconds = Number(after);
    return Number.isFinite(seconds) ? seconds * 1000 : Math.max(0, Date.parse(after) - Date.now());
  }
  const reset = /(?:^|;)\s*t=(\d+)/.exec(headers.get('RateLimit') ?? '')?.[1];
  return reset === undefined ? null : Number(reset) * 1000;
}
