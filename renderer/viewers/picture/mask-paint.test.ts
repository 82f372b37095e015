import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classShares, maskPalette, packColor, paintMask } from './mask-paint.ts';

const classes = [
  { code: 0, name: 'pet', color: '#ff0000' },
  { code: 1, name: 'rest', color: '#00f' },
];
const red = 0xff0000ff;
const blue = 0xffff0000;

test('packColor() lays bytes out as a canvas does: red first in memory', () => {
  assert.deepEqual(
    [...new Uint8Array(new Uint32Array([packColor('#123456')]).buffer)],
    [0x12, 0x34, 0x56, 0xff],
  );
  assert.deepEqual([packColor('#ff0000'), packColor('#00f')], [red, blue]);
});

test('maskPalette() leaves hidden and unknown classes transparent', () => {
  const palette = maskPalette({ classes, hidden: [1], style: 'fill' });
  assert.deepEqual([palette[0], palette[1], palette[7]], [red, 0, 0]);
});

test('paintMask() fills each pixel with the colour of its class', () => {
  const mask = { codes: Uint8Array.of(0, 1, 7, 0), width: 2, tileSize: 2 };
  assert.deepEqual([...paintMask(mask, { classes, hidden: [], style: 'fill' })], [red, blue, 0, red]);
});

test('paintMask() outlines where classes meet, and not where tiles meet', () => {
  const flat = { codes: Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 1), width: 4, tileSize: 2 };
  assert.deepEqual([...paintMask(flat, { classes, hidden: [], style: 'outline' })], Array(8).fill(0));
  const corner = { codes: Uint8Array.of(1, 0, 0, 0), width: 2, tileSize: 2 };
  assert.deepEqual([...paintMask(corner, { classes, hidden: [], style: 'outline' })], [blue, red, red, 0]);
});

test('classShares() names what occurs, largest first', () => {
  assert.deepEqual(classShares(Uint8Array.of(2, 2, 2, 0)), [
    { code: 2, share: 0.75 },
    { code: 0, share: 0.25 },
  ]);
});
