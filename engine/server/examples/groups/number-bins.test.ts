import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { binOf, equalEdges, type NumberRange, powerEdges } from './number-bins.ts';

function rangeOf(...values: number[]): NumberRange {
  return {
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    smallestPositive: Math.min(...values.filter((value) => value > 0)),
  };
}

test('equalEdges are round numbers around the range', () => {
  assert.deepEqual(equalEdges(rangeOf(0, 1)), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  assert.deepEqual(equalEdges(rangeOf(-3, 97)), [-10, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  assert.deepEqual(equalEdges(rangeOf(17, 40)), [15, 20, 25, 30, 35, 40]);
});

test('equalEdges of the largest numbers are finite', () => {
  const edges = equalEdges(rangeOf(-Number.MAX_VALUE, Number.MAX_VALUE));
  assert.deepEqual([edges.at(0), edges.at(-1)], [-Number.MAX_VALUE, Number.MAX_VALUE]);
  assert.ok(edges.every(Number.isFinite));
});

test('equalEdges hold every number in the one bin whose edges are around it', () => {
  const double = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(double, { minLength: 30, maxLength: 60 }), (values) => {
      fc.pre(new Set(values).size > 24);
      const edges = equalEdges(rangeOf(...values));
      assert.ok(edges.length <= 25, `${edges.length} edges`);
      for (const value of values) {
        const bin = binOf(edges, value);
        const isLast = bin === edges.length - 2;
        const [from, to] = [edges[bin] as number, edges[bin + 1] as number];
        assert.ok(from <= value && (value < to || (isLast && value <= to)), `${value} in ${from} to ${to}`);
      }
    }),
  );
});

test('powerEdges are powers of ten, with a bin for zeros', () => {
  assert.deepEqual(powerEdges(rangeOf(3, 40_000)), [1, 10, 100, 1000, 10_000, 100_000]);
  assert.deepEqual(powerEdges(rangeOf(0, 0.01, 20)), [0, 0.01, 0.1, 1, 10, 100]);
  assert.equal(
    powerEdges(rangeOf(0, 0.01, 20))?.findIndex((edge) => edge > 0),
    1,
  );
});

test('powerEdges are null where a number is negative or the range is narrow', () => {
  assert.equal(powerEdges(rangeOf(-1, 1, 1e6)), null);
  assert.equal(powerEdges(rangeOf(1, 500)), null);
  assert.equal(powerEdges(rangeOf(-5, -1)), null);
});

test('powerEdges of the widest range there is are few and finite', () => {
  const edges = powerEdges(rangeOf(0, 5e-324, Number.MAX_VALUE)) ?? [];
  assert.ok(edges.length > 5 && edges.length < 15 && edges.every(Number.isFinite), String(edges));
  assert.equal(edges.at(-1), Number.MAX_VALUE);
});
