import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultRetryPolicy, retryDelayMs, withRetries } from './retry.ts';

const policy = { ...defaultRetryPolicy, firstDelayMs: 100, longestDelayMs: 10_000 };
const never = new AbortController().signal;

test('retryDelayMs() doubles, jitters by a quarter, and stays below the longest delay', () => {
  const outcome = { error: new TypeError('fetch failed') };
  for (const [attempt, least] of [
    [1, 100],
    [2, 200],
    [5, 1600],
  ] as const) {
    const delay = retryDelayMs(outcome, attempt, policy);
    assert.ok(delay >= least && delay <= least * 1.25, `${attempt}: ${delay}`);
  }
  assert.equal(retryDelayMs(outcome, 20, policy), 10_000);
});

test('retryDelayMs() waits as long as the server names', () => {
  const asking = (headers: Record<string, string>) => ({
    response: new Response('', { status: 429, headers }),
  });
  assert.equal(retryDelayMs(asking({ 'Retry-After': '3' }), 1, policy), 3000);
  assert.equal(retryDelayMs(asking({ RateLimit: '"api";r=0;t=7' }), 1, policy), 7000);
  const soon = retryDelayMs(asking({ 'Retry-After': new Date(Date.now() + 5000).toUTCString() }), 1, policy);
  assert.ok(soon > 3000 && soon <= 5000);
});

test('withRetries() gives up after its attempts and never repeats what would not change', async () => {
  const quick = { ...policy, attempts: 3, firstDelayMs: 1 };
  const statuses = async (status: number) => {
    let calls = 0;
    const response = await withRetries(
      async () => {
        calls += 1;
        return new Response('', { status });
      },
      quick,
      never,
    );
    return [response.status, calls];
  };
  assert.deepEqual(await statuses(503), [503, 3]);
  assert.deepEqual(await statuses(403), [403, 1]);
  await assert.rejects(
    withRetries(() => Promise.reject(new RangeError('ours')), quick, never),
    RangeError,
  );
});
