import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { stateWords } from '../cells/state-words.ts';
import { cellReasons, cellState, needsRun, progressFraction } from './cell-state.ts';

type About = Pick<ComponentCellView, 'phase' | 'freshness' | 'progress'>;

const cell = (about: Partial<About>): ComponentCellView =>
  ({ phase: 'idle', freshness: { state: 'empty' }, progress: null, ...about }) as ComponentCellView;
const progress = (done: number, total: number | null, secondsLeft: number | null) => ({
  done,
  total,
  unit: 'images',
  ratePerSecond: null,
  secondsLeft,
});

test('cellState says what is happening before what is known', () => {
  const fresh = { state: 'fresh' } as const;
  assert.deepEqual(
    (['idle', 'queued', 'running', 'cancelling'] as const).map((phase) =>
      cellState(cell({ phase, freshness: fresh })),
    ),
    ['fresh', 'queued', 'running', 'cancelling'],
  );
});

test('cellReasons gives every state that needs one its reasons', () => {
  const reasons = [{ message: 'epochs changed from 1 to 2' }];
  const freshness: readonly ComponentCellView['freshness'][] = [
    { state: 'empty' },
    { state: 'fresh' },
    { state: 'stale', reasons },
    { state: 'blocked', reasons },
    { state: 'failed', error: { code: 'x', message: 'Cannot read' } },
    { state: 'cancelled', resumable: 'Resume from epoch 3' },
    { state: 'cancelled' },
  ];
  assert.deepEqual(
    freshness.map((state) => cellReasons(cell({ freshness: state })).map(({ message }) => message)),
    [
      [],
      [],
      ['epochs changed from 1 to 2'],
      ['epochs changed from 1 to 2'],
      ['Cannot read'],
      ['Resume from epoch 3'],
      [],
    ],
  );
});

test('needsRun holds for idle cells whose result is not what they would make now', () => {
  assert.deepEqual(
    [
      cell({}),
      cell({ freshness: { state: 'fresh' } }),
      cell({ freshness: { state: 'stale', reasons: [] } }),
      cell({ phase: 'running' }),
    ].map(needsRun),
    [true, false, true, false],
  );
});

test('progressFraction and stateWords leave out what is not known', () => {
  const running = (about: ReturnType<typeof progress>) => cell({ phase: 'running', progress: about });
  assert.deepEqual(
    [progress(43, 100, 130), progress(43, 100, null), progress(43, null, null), progress(120, 100, 0)].map(
      (about) => [progressFraction(running(about)), stateWords(running(about))],
    ),
    [
      [0.43, 'Running 43 % – 2:10 left'],
      [0.43, 'Running 43 %'],
      [null, 'Running'],
      [1, 'Running 100 % – 0:00 left'],
    ],
  );
});
