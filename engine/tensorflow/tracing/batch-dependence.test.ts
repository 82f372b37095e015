import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HostTensor } from '../host-tensor.ts';
import { classifyConstant } from './batch-dependence.ts';

function ints(...values: number[]): HostTensor {
  return { dtype: 'int32', shape: [values.length], data: Int32Array.from(values) };
}

function filled(count: number, value: number): HostTensor {
  return { dtype: 'float32', shape: [count], data: new Float32Array(count).fill(value) };
}

function classify(first: HostTensor, second: HostTensor) {
  return classifyConstant({ batch: 2, value: first }, { batch: 3, value: second });
}

const fixed = (value: number) => ({ perItem: 0, fixed: value, reciprocal: false });
const perItem = (value: number) => ({ perItem: value, fixed: 0, reciprocal: false });

test('classifyConstant() keeps what is equal at both sizes', () => {
  const value = ints(1, 2);
  assert.deepEqual(classify(value, ints(1, 2)), { kind: 'fixed', value });
});

test('classifyConstant() finds the sizes that follow from the batch', () => {
  const value = ints(2, 128, 5);
  assert.deepEqual(classify(value, ints(3, 128, 7)), {
    kind: 'numbers',
    elements: [perItem(1), fixed(128), { perItem: 2, fixed: 1, reciprocal: false }],
    value,
  });
});

test('classifyConstant() finds tensors of one value whose shape follows from the batch', () => {
  const value = filled(8, 0.5);
  assert.deepEqual(classify(value, filled(12, 0.5)), {
    kind: 'filled',
    shape: [perItem(4)],
    element: fixed(0.5),
    value,
  });
});

test('classifyConstant() finds a reciprocal despite the rounding of float32', () => {
  const value = filled(1, 1 / (2 * 16384));
  assert.deepEqual(classify(value, filled(1, 1 / (3 * 16384))), {
    kind: 'numbers',
    elements: [{ perItem: 16384, fixed: 0, reciprocal: true }],
    value,
  });
});

test('classifyConstant() refuses differences that the batch does not explain', () => {
  for (const [first, second] of [
    [filled(1, 0.123), filled(1, 0.456)],
    [ints(1, 2, 3, 4), ints(1, 2, 3, 4, 5, 6)],
  ] as const) {
    assert.throws(() => classify(first, second), { code: 'randomness-while-tracing' });
  }
});
