import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunRow } from '../../../engine/contract/execution.ts';
import { bestRun, filterRuns, runColumns, runsAsTable } from './run-columns.ts';

const run = (
  runId: string,
  parameters: RunRow['parameters'],
  metrics: RunRow['metrics'],
  starred = false,
): RunRow => ({
  runId,
  name: `epochs ${parameters['Trainer.epochs']}`,
  startedMs: 0,
  seconds: 12,
  state: 'complete',
  starred,
  cells: [],
  parameters,
  metrics,
  blessed: null,
});

const runs = [
  run('r1', { 'Trainer.epochs': 3, 'Trainer.rate': 0.01 }, { accuracy: 0.8 }),
  run(
    'r2',
    { 'Trainer.epochs': 5, 'Trainer.rate': 0.01, 'Transform.size': [128, 128] },
    { accuracy: 0.9 },
    true,
  ),
];

test('runColumns() can leave out what all runs share', () => {
  assert.deepEqual(
    runColumns(runs, true).map(({ id }) => id),
    ['metric:accuracy', 'parameter:Trainer.epochs'],
  );
  assert.equal(runColumns(runs, false).length, 4);
});

test('bestRun() follows the direction of the metric', () => {
  assert.deepEqual(
    [bestRun(runs, 'accuracy', 'higher'), bestRun(runs, 'accuracy', 'lower'), bestRun(runs, 'x', 'lower')],
    ['r2', 'r1', null],
  );
});

test('filterRuns() looks into names and parameters', () => {
  assert.deepEqual(
    filterRuns(runs, { search: 'epochs 128', starred: false }).map(({ runId }) => runId),
    ['r2'],
  );
  assert.deepEqual(
    filterRuns(runs, { search: '', starred: true }).map(({ runId }) => runId),
    ['r2'],
  );
});

test('runsAsTable() writes lists as JSON and leaves gaps empty', () => {
  const { header, rows } = runsAsTable(runs, runColumns(runs, false), { kind: 'best' });
  assert.deepEqual(header.slice(6), ['accuracy (best)', 'Trainer.epochs', 'Trainer.rate', 'Transform.size']);
  assert.deepEqual(
    rows.map((row) => row.slice(6)),
    [
      [0.8, 3, 0.01, null],
      [0.9, 5, 0.01, '[128,128]'],
    ],
  );
});
