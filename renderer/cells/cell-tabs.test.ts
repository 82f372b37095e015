import assert from 'node:assert/strict';
import { test } from 'node:test';
import { availableTabs } from './cell-tabs.ts';

const cell = (about: object) =>
  ({ component: 'Transform', lastExecution: null, result: null, modules: [], ...about }) as never;

test('availableTabs of a cell that has not run is its form and its modules', () => {
  assert.deepEqual(availableTabs(cell({ modules: ['preprocessing.ts'] })), {
    shown: ['parameters', 'module:preprocessing.ts'],
    more: [],
  });
});

test('availableTabs puts two outputs before the form and the rest behind the menu', () => {
  const result = { outputs: { a: [], b: [], c: [], d: [] } };
  assert.deepEqual(availableTabs(cell({ result })), {
    shown: ['output:a', 'output:b', 'parameters'],
    more: ['output:c', 'output:d'],
  });
});

test('availableTabs begins with the training where a component has one', () => {
  assert.equal(availableTabs(cell({ component: 'Trainer', lastExecution: {} })).shown[0], 'execution');
});
