import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundsOf, layoutColumn, layoutLayers, stepSize } from './layout-steps.ts';

const cell = (id: string) => ({ id, kind: 'component' }) as never;
const edge = (from: string, to: string) => ({ from, output: 'out', to, input: 'in' });

test('layoutLayers puts every step below what it reads, without overlaps', () => {
  const positions = layoutLayers({
    cells: [cell('A'), cell('B'), cell('C'), cell('D')],
    edges: [edge('A', 'B'), edge('A', 'C'), edge('B', 'D'), edge('C', 'D'), edge('gone', 'D')],
  });
  const at = (id: string) => positions.get(id) ?? assert.fail(`no position for ${id}`);
  assert.deepEqual([...positions.keys()], ['A', 'B', 'C', 'D']);
  assert.ok(at('A').y + stepSize.height < at('B').y && at('B').y + stepSize.height < at('D').y);
  assert.equal(at('B').y, at('C').y);
  assert.ok(Math.abs(at('B').x - at('C').x) >= stepSize.width);
});

test('boundsOf holds every step', () => {
  assert.deepEqual(boundsOf(new Map([['A', { x: 10, y: 20 }]])), {
    x: 0,
    y: 0,
    width: 10 + stepSize.width,
    height: 20 + stepSize.height,
  });
});

test('layoutColumn keeps the order of the notebook and leaves notes out', () => {
  const note = { id: 'N', kind: 'note' } as never;
  const positions = layoutColumn({ cells: [cell('A'), note, cell('B')], edges: [] });
  const [a, b] = [...positions.values()];
  assert.deepEqual([...positions.keys()], ['A', 'B']);
  assert.ok(a && b && a.x === b.x && a.y + stepSize.height < b.y);
});
