import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeGpus } from './gpu-suitability.ts';
import type { NvidiaGpu } from './nvidia-gpu.ts';

const card = (more: Partial<NvidiaGpu>): NvidiaGpu => ({
  name: 'RTX 4090',
  driver: '550.54.14',
  computeCapability: 8.9,
  memoryBytes: 24 * 2 ** 30,
  ...more,
});

const table = [
  ['linux-x64', [card({})], 'RTX 4090'],
  ['linux-x64', [card({ name: 'K80', computeCapability: 3.7 }), card({})], 'RTX 4090'],
  ['linux-x64', [], /no NVIDIA card/],
  ['linux-x64', [card({ computeCapability: 5.2 })], /compute capability 5.2/],
  ['linux-x64', [card({ driver: '470.1' })], /driver is 470.1/],
  ['darwin-arm64', [card({})], /Linux on x64 only/],
] as const;

for (const [platform, cards, expected] of table) {
  test(`judgeGpus() of ${cards.length} cards on ${platform} gives ${expected}`, () => {
    const judgement = judgeGpus(platform, cards);
    if (typeof expected === 'string') assert.deepEqual(judgement, { suitable: true, card: expected });
    else assert.match(judgement.suitable ? '' : judgement.reason, expected);
  });
}
