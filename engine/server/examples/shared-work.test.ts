import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SharedWork } from './shared-work.ts';

const never = (): AbortSignal => new AbortController().signal;

test('SharedWork computes once what is asked for twice, and forgets what failed', async () => {
  const work = new SharedWork<number>(2);
  let runs = 0;
  const compute = async () => ++runs;
  const both = await Promise.all([work.get('a', compute, never()), work.get('a', compute, never())]);
  assert.deepEqual(both, [1, 1]);
  const failing = () => Promise.reject(new Error('damaged'));
  await assert.rejects(work.get('b', failing, never()), /damaged/);
  assert.equal(await work.get('b', compute, never()), 2);
});

test('SharedWork keeps the results used last', async () => {
  const work = new SharedWork<string>(2);
  const asked: string[] = [];
  const get = (key: string) =>
    work.get(
      key,
      async () => {
        asked.push(key);
        return key;
      },
      never(),
    );
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
  assert.deepEqual(asked, ['a', 'b', 'c', 'b']);
});

test('SharedWork is ended by the last of those who wait, not by the first', async () => {
  const work = new SharedWork<never>(2);
  const [first, last] = [new AbortController(), new AbortController()];
  let stop: AbortSignal | undefined;
  const endless = (signal: AbortSignal): Promise<never> => {
    stop = signal;
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  const results = [work.get('a', endless, first.signal), work.get('a', endless, last.signal)];
  first.abort(new Error('first'));
  await assert.rejects(results[0] as Promise<never>, /first/);
  assert.equal(stop?.aborted, false);
  last.abort(new Error('last'));
  await assert.rejects(results[1] as Promise<never>, /last/);
  assert.equal(stop?.aborted, true);
});
