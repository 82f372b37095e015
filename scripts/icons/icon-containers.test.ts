import assert from 'node:assert/strict';
import { test } from 'node:test';
import { icnsFile, icoFile } from './icon-containers.ts';

const picture = (size: number) => ({ size, png: Buffer.from(`png of ${size}`) });

test('icoFile() points each entry at its picture', () => {
  const pictures = [picture(16), picture(256)];
  const file = icoFile(pictures);
  assert.equal(file.readUInt16LE(4), 2);
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * index;
    const [length, offset] = [file.readUInt32LE(entry + 8), file.readUInt32LE(entry + 12)];
    assert.equal(file.readUInt8(entry), size % 256);
    assert.deepEqual(file.subarray(offset, offset + length), png);
  }
});

test('icnsFile() gives its own length and leaves out sizes that macOS has no type for', () => {
  const file = icnsFile([picture(48), picture(128), picture(512)]);
  assert.equal(file.readUInt32BE(4), file.length);
  assert.equal(file.toString('latin1'), file.toString('latin1').replace('png of 48', ''));
  assert.deepEqual([file.indexOf('ic07') > 0, file.indexOf('ic09') > 0], [true, true]);
});
