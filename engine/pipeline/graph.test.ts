import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CellGraph } from './graph.ts';

const diamond = new CellGraph(
  ['out', 'Left', 'right', 'In'],
  [
    { from: 'In', to: 'Left' },
    { from: 'In', to: 'right' },
    { from: 'Left', to: 'out' },
    { from: 'right', to: 'out' },
  ],
);

test("topologicalOrder() is TFX's: layer by layer, ids in plain string order", () => {
  assert.deepEqual(diamond.topologicalOrder(), ['In', 'Left', 'right', 'out']);
  assert.deepEqual([...diamond.ancestors('out')].sort(), ['In', 'Left', 'right']);
  assert.deepEqual([...diamond.descendants('In')].sort(), ['Left', 'out', 'right']);
});

test('findCycle() names the cells of a cycle, and the order leaves them out', () => {
  const graph = new CellGraph(
    ['a', 'b', 'c'],
    [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'b' },
    ],
  );
  assert.deepEqual(graph.findCycle(), ['b', 'c']);
  assert.deepEqual(graph.topologicalOrder(), ['a']);
});

test('in any graph, the order holds every cell once and parents first exactly when there is no cycle', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const edge = fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids) });
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 8 }), (edges) => {
      const graph = new CellGraph(ids, edges);
      const order = graph.topologicalOrder();
      assert.equal(order.length === ids.length, graph.findCycle().length === 0);
      assert.equal(new Set(order).size, order.length);
      for (const id of order) {
        assert.ok(graph.parents(id).every((parent) => order.indexOf(parent) < order.indexOf(id)));
      }
    }),
  );
});
