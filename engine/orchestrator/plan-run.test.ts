import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Freshness } from '../contract/notebook.ts';
import { CellGraph } from '../pipeline/graph.ts';
import { planRun } from './plan-run.ts';

const graph = new CellGraph(
  ['a', 'b', 'c', 'd'],
  [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'a', to: 'd' },
  ],
);

function plan(
  states: Record<string, Freshness['state']>,
  targets: string[] | undefined,
  force: boolean,
): string[] {
  const freshness = new Map(Object.entries(states));
  return planRun({ order: graph.topologicalOrder(), graph, freshness, targets, force }).map((step) =>
    step.force ? `${step.cell}!` : step.cell,
  );
}

test('S5 running a cell runs its stale ancestors first, and nothing beside them', () => {
  assert.deepEqual(plan({ a: 'fresh', b: 'stale', c: 'empty', d: 'stale' }, ['c'], false), ['b', 'c']);
  assert.deepEqual(plan({ a: 'stale', b: 'stale', c: 'empty', d: 'stale' }, ['c'], false), ['a', 'b', 'c']);
});

test('S5 fresh ancestors are not run again; force is for the targets alone', () => {
  assert.deepEqual(plan({ a: 'fresh', b: 'fresh', c: 'fresh', d: 'fresh' }, ['c'], true), ['c!']);
  assert.deepEqual(plan({ a: 'fresh', b: 'stale', c: 'fresh', d: 'fresh' }, ['c'], true), ['b', 'c!']);
});

test('without targets every cell is part of the run, upstream first and by id within a layer', () => {
  assert.deepEqual(plan({ a: 'fresh', b: 'fresh', c: 'fresh', d: 'fresh' }, undefined, false), [
    'a',
    'b',
    'd',
    'c',
  ]);
});
