import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNvidiaSmi } from './nvidia-gpu.ts';

test('parseNvidiaSmi() reads one card a line', () => {
  assert.deepEqual(parseNvidiaSmi('NVIDIA GeForce RTX 4090, 550.54.14, 8.9, 24564\n'), [
    {
      name: 'NVIDIA GeForce RTX 4090',
      driver: '550.54.14',
      computeCapability: 8.9,
      memoryBytes: 24564 * 2 ** 20,
    },
  ]);
});

test('parseNvidiaSmi() finds no card in a message', () => {
  assert.deepEqual(parseNvidiaSmi('No devices were found\n'), []);
});
