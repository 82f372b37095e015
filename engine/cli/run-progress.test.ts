import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentCellView, ProgressView } from '../contract/notebook.ts';
import { formatSeconds, RunProgress } from './run-progress.ts';

const cell = (progress: ProgressView | null): ComponentCellView => ({
  id: 'Trainer',
  kind: 'component',
  component: 'Trainer',
  title: 'Trainer',
  inputs: {},
  parameters: {},
  problems: [],
  phase: 'running',
  freshness: { state: 'empty' },
  progress,
  lastExecution: null,
  result: null,
  modules: [],
});
const half: ProgressView = { done: 5, total: 10, unit: 'steps', ratePerSecond: 2, secondsLeft: 2.5 };

function record(isTTY: boolean): { written: string[]; progress: RunProgress } {
  const written: string[] = [];
  const progress = new RunProgress({ isTTY, columns: 80, write: (text) => written.push(text) });
  return { written, progress };
}

test('RunProgress changes one line on a terminal, and keeps log lines above it', () => {
  const { written, progress } = record(true);
  progress.listen({ type: 'cell', version: 1, cell: cell(half) });
  const log = { type: 'log', atMs: 0, level: 'info', message: 'hello' } as const;
  progress.listen({ type: 'execution', executionId: 1, cell: 'Trainer', event: log });
  const line = '\r\u001b[K  Trainer  5/10 steps  2.00 steps/s  2.5 s left';
  assert.deepEqual(written, [line, '\r\u001b[K', '  Trainer: hello\n', line]);
});

test('RunProgress writes a line a cell where lines cannot change', () => {
  const { written, progress } = record(false);
  progress.listen({ type: 'cell', version: 1, cell: cell(null) });
  progress.listen({ type: 'cell', version: 2, cell: cell(half) });
  assert.deepEqual(written, ['  Trainer …\n']);
});

test('formatSeconds uses one decimal, then seconds, then minutes', () => {
  assert.deepEqual([0.04, 9.96, 59.6, 83].map(formatSeconds), ['0.0 s', '10 s', '1m 00s', '1m 23s']);
});
