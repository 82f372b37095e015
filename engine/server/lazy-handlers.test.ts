import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HandlerContext } from './handler.ts';
import { lazyHandlers } from './lazy-handlers.ts';

const context = {} as HandlerContext;

test('lazyHandlers() loads its table at the first call, once, and passes calls on', async () => {
  let loads = 0;
  const handlers = lazyHandlers({ 'a.double': null, 'a.fail': null }, async () => {
    loads += 1;
    return {
      'a.double': async (value: number) => 2 * value,
      'a.fail': () => Promise.reject(new Error('no')),
    };
  });
  assert.deepEqual([Object.keys(handlers), loads], [['a.double', 'a.fail'], 0]);
  assert.equal(await handlers['a.double'](21 as never, context), 42);
  await assert.rejects(handlers['a.fail'](undefined as never, context), /no/);
  assert.equal(loads, 1);
});
