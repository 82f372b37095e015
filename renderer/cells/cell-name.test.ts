import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellName } from './cell-name.ts';

test('a cell that its author named goes by that name, so that two of a kind can be told apart', () => {
  const component = { component: 'HFImporter', title: 'Model from the Hub' };
  assert.equal(cellName({ id: 'HFImporter', ...component }), 'Model from the Hub');
  assert.equal(cellName({ id: 'baseline', ...component }), 'baseline');
});
