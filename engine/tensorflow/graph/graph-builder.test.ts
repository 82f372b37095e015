import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GraphBuilder, nodeOf, outputOf } from './graph-builder.ts';

test('GraphBuilder makes names unique inside their scope', () => {
  const builder = new GraphBuilder();
  const names = [
    builder.add('Add'),
    builder.add('Add'),
    builder.within('layer', () => builder.add('Add')),
    builder.within('layer', () => builder.add('Add')),
    builder.add('Add', { name: 'a b' }),
  ];
  assert.deepEqual(names, ['Add', 'Add_1', 'layer/Add', 'layer/Add_1', 'a_b']);
});

test('GraphBuilder shares equal small constants and tells -0 from 0', () => {
  const builder = new GraphBuilder();
  const [zero, again, minus] = [builder.scalar(0), builder.scalar(0), builder.scalar(-0)];
  assert.deepEqual([zero === again, zero === minus, builder.size], [true, false, 2]);
});

test('GraphBuilder writes control inputs after the others, once each', () => {
  const builder = new GraphBuilder();
  const a = builder.add('A');
  builder.add('B', { inputs: [a], after: [outputOf(a, 1), a] });
  assert.deepEqual(builder.build().node[1]?.input, ['A', '^A']);
});

test('outputOf() and nodeOf() turn tensor names into each other', () => {
  assert.deepEqual([outputOf('a/b', 0), outputOf('a/b', 2), nodeOf('a/b:2')], ['a/b', 'a/b:2', 'a/b']);
});
