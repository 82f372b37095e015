import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QuantileSketch } from './quantile-sketch.ts';

test('QuantileSketch is exact while everything fits', () => {
  const sketch = new QuantileSketch();
  for (const value of [5, 1, 4, 2, 3]) {
    sketch.add(value);
  }
  assert.deepEqual(
    [0.2, 0.5, 1].map((rank) => sketch.quantile(rank)),
    [1, 3, 5],
  );
});

test('QuantileSketch stays within a thousandth of the rank for a million values', () => {
  const sketch = new QuantileSketch();
  const count = 1_000_000;
  for (let index = 0; index < count; index += 1) {
    sketch.add((index * 7919) % count);
  }
  for (const rank of [0.01, 0.25, 0.5, 0.75, 0.99]) {
    assert.ok(Math.abs(sketch.quantile(rank) / count - rank) < 1e-3, `${rank}: ${sketch.quantile(rank)}`);
  }
});
