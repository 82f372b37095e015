import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receptiveFieldText, strideText } from './receptive-field-text.ts';

test('receptiveFieldText() gives both sides only where they differ, and the share where it is known', () => {
  assert.equal(receptiveFieldText({ size: [27, 27], stride: [4, 4], share: 0.04449 }), '27 px (4.4 %)');
  assert.equal(receptiveFieldText({ size: [5, 3], stride: [2, 1], share: null }), '5 × 3 px');
  assert.equal(receptiveFieldText({ size: null, stride: null, share: 1 }), 'whole image');
});

test('strideText() is a fraction where the feature map is larger than the image', () => {
  assert.equal(strideText({ size: [3, 3], stride: [0.5, 0.5], share: 1 }), '0.5');
  assert.equal(strideText({ size: [5, 3], stride: [2, 1], share: 1 }), '2 × 1');
  assert.equal(strideText({ size: null, stride: null, share: 1 }), '—');
});
