import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { ServerEvent } from '../contract/event.ts';
import { EventQueue } from './event-queue.ts';

const cell = (id: string, version: number): ServerEvent =>
  ({ type: 'cell', version, cell: { id } }) as unknown as ServerEvent;
const log = (message: string): ServerEvent => ({
  type: 'execution',
  executionId: 1,
  cell: 'A',
  event: { type: 'log', atMs: 0, level: 'info', message },
});
const notebook: ServerEvent = { type: 'notebook', notebook: null };

test('EventQueue keeps the newest state of each cell and every event of an execution, in order', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const sent: (readonly ServerEvent[])[] = [];
  const queue = new EventQueue((events) => sent.push(events));
  for (const event of [cell('A', 1), log('one'), cell('B', 2), cell('A', 3), log('two')]) queue.push(event);
  assert.deepEqual(sent, [], 'nothing goes out at once');
  mock.timers.tick(33);
  assert.deepEqual(sent, [[log('one'), cell('B', 2), cell('A', 3), log('two')]]);
  mock.timers.reset();
});

test('EventQueue lets a whole notebook replace what was said of its cells', () => {
  const sent: (readonly ServerEvent[])[] = [];
  using queue = new EventQueue((events) => sent.push(events));
  for (const event of [cell('A', 1), notebook, cell('A', 2)]) queue.push(event);
  queue.flush();
  assert.deepEqual(sent, [[notebook, cell('A', 2)]]);
});
