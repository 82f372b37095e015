import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Freshness } from '../contract/notebook.ts';
import { type CellFacts, deriveFreshness } from './freshness.ts';

const facts: CellFacts = { problems: [], parents: [], key: 'k', newest: undefined, success: undefined };
const done: CellFacts = {
  ...facts,
  newest: { outcome: 'complete', key: 'k' },
  success: { key: 'k', outputsVerified: true, reasons: [] },
};

test('S1 a cell whose newest success has the current key is fresh', () => {
  assert.deepEqual(deriveFreshness(done), { state: 'fresh' });
  assert.deepEqual(deriveFreshness({ ...done, newest: { outcome: 'cached', key: 'k' } }), { state: 'fresh' });
});

test('S1 a cell whose key differs is stale for the parts that differ', () => {
  const reasons = [{ message: '`epochs` changed from 10 to 20' }];
  const success = { key: 'old', outputsVerified: true, reasons };
  assert.deepEqual(deriveFreshness({ ...done, success }), { state: 'stale', reasons });
});

test('R2 a cell whose outputs do not verify is stale, never an error', () => {
  const success = { key: 'k', outputsVerified: false, reasons: [] };
  assert.deepEqual(deriveFreshness({ ...done, success }), {
    state: 'stale',
    reasons: [{ message: 'Output missing or damaged' }],
  });
});

test('S3 while an upstream is stale the cell is stale for that alone, without a key', () => {
  const parents = [
    { cell: 'A', state: 'stale' as const },
    { cell: 'B', state: 'fresh' as const },
    { cell: 'C', state: 'empty' as const },
  ];
  assert.deepEqual(deriveFreshness({ ...done, key: null, parents }), {
    state: 'stale',
    reasons: [
      { cell: 'A', message: 'Upstream A is stale' },
      { cell: 'C', message: 'Upstream C has not run' },
    ],
  });
});

test('a failed upstream blocks, and only direct causes are named (S4)', () => {
  const parents = [{ cell: 'A', state: 'failed' as const }];
  assert.deepEqual(deriveFreshness({ ...done, parents }), {
    state: 'blocked',
    reasons: [{ cell: 'A', message: 'A failed' }],
  });
});

test('an attempt that failed or was cancelled shows until the cell is configured otherwise', () => {
  const error = { code: 'x', message: 'no' };
  const failed = { outcome: 'failed' as const, key: 'k', error };
  assert.deepEqual(deriveFreshness({ ...facts, newest: failed }), { state: 'failed', error });
  assert.deepEqual(deriveFreshness({ ...facts, key: 'other', newest: failed }), { state: 'empty' });
  const stopped = { outcome: 'abandoned' as const, key: 'k', resumable: 'Resume from epoch 7' };
  assert.deepEqual(deriveFreshness({ ...facts, newest: stopped }), {
    state: 'cancelled',
    resumable: 'Resume from epoch 7',
  });
});

test('a result of another program is stale: how it was made is not known', () => {
  const success = { key: null, outputsVerified: true, reasons: [] };
  assert.equal(deriveFreshness({ ...done, success }).state, 'stale');
});

const state = fc.constantFrom<Freshness['state']>(
  'empty',
  'fresh',
  'stale',
  'failed',
  'cancelled',
  'blocked',
);
const key = fc.constantFrom('k', 'other', null);
const anyFacts: fc.Arbitrary<CellFacts> = fc.record({
  problems: fc.array(fc.constant({ message: 'wrong' }), { maxLength: 1 }),
  parents: fc.array(fc.record({ cell: fc.constantFrom('A', 'B'), state }), { maxLength: 3 }),
  key,
  newest: fc.option(
    fc.record({
      outcome: fc.constantFrom('running', 'complete', 'cached', 'failed', 'canceled', 'abandoned', 'unknown'),
      key,
    }),
    { nil: undefined },
  ),
  success: fc.option(
    fc.record({ key, outputsVerified: fc.boolean(), reasons: fc.constant([{ message: 'changed' }]) }),
    { nil: undefined },
  ),
});

test('whatever is known, fresh means: no problem, fresh parents, the same key, verified outputs', () => {
  fc.assert(
    fc.property(anyFacts, (known) => {
      if (deriveFreshness(known).state === 'fresh') {
        assert.deepEqual(known.problems, []);
        assert.ok(known.parents.every((parent) => parent.state === 'fresh'));
        assert.equal(known.success?.key, known.key);
        assert.ok(known.key !== null && known.success?.outputsVerified);
      }
    }),
    { numRuns: 2000 },
  );
});

test('whatever is known, stale and blocked say why', () => {
  fc.assert(
    fc.property(anyFacts, (known) => {
      const freshness = deriveFreshness(known);
      assert.ok(!('reasons' in freshness) || freshness.reasons.length > 0);
    }),
    { numRuns: 2000 },
  );
});
