import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { FormatError } from '../format-error.ts';
import { decodeImage, type Pixels } from './decode-image.ts';
import { decodeMask } from './decode-mask.ts';
import { resizeBilinear, resizeNearest } from './resize.ts';

function grey(width: number, height: number, data: readonly number[]): Pixels {
  return { width, height, channels: 1, data: Uint8Array.from(data) };
}

test('resizeBilinear gives the values of tf.image.resize, rounded', () => {
  // tf.image.resize([[0, 100], [200, 50]], (4, 4)) in TensorFlow 2.21.
  const wanted = [
    [0, 25, 75, 100],
    [50, 59.375, 78.125, 87.5],
    [150, 128.125, 84.375, 62.5],
    [200, 162.5, 87.5, 50],
  ];
  const resized = resizeBilinear(grey(2, 2, [0, 100, 200, 50]), 4, 4);
  assert.deepEqual(
    [...resized.data],
    wanted.flat().map((value) => Math.floor(value + 0.5)),
  );
});

test('resizeNearest keeps class codes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 40 }),
      (w, h, side) => {
        const mask = grey(
          w,
          h,
          Array.from({ length: w * h }, (_, i) => [0, 3, 7][i % 3]!),
        );
        const resized = resizeNearest(mask, side, side);
        assert.ok(resized.data.every((code) => mask.data.includes(code)));
        assert.deepEqual(resizeNearest(mask, w, h), mask);
      },
    ),
  );
  assert.deepEqual(
    [...resizeNearest(grey(2, 2, [1, 2, 3, 4]), 4, 4).data],
    [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4],
  );
});

/** A PNG of one sample a pixel, without a filter. */
function png(
  width: number,
  rows: readonly (readonly number[])[],
  colourType: 0 | 3,
  bitDepth: number,
): Buffer {
  const chunk = (type: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([bitDepth, colourType], 8);
  const palette = Buffer.from(Array.from({ length: 16 * 3 }, (_, i) => (i * 37) & 255));
  const pixels = Buffer.concat(rows.map((row) => Buffer.from([0, ...row])));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(colourType === 3 ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('decodeMask gives the stored codes of palette images and of few bits', async () => {
  const codes = async (bytes: Buffer) => [...(await decodeMask(bytes, 'm.png')).data];
  assert.deepEqual(
    await codes(
      png(
        3,
        [
          [1, 2, 3],
          [3, 2, 1],
        ],
        3,
        8,
      ),
    ),
    [1, 2, 3, 3, 2, 1],
  );
  assert.deepEqual(await codes(png(3, [[0b01101100]], 0, 2)), [1, 2, 3]);
  assert.deepEqual(await codes(png(5, [[0x12, 0x3f, 0x10]], 3, 4)), [1, 2, 3, 15, 1]);
  assert.deepEqual(await codes(png(9, [[0b10110001, 0b10000000]], 0, 1)), [1, 0, 1, 1, 0, 0, 0, 1, 1]);
});

test('decodeMask undoes every filter that an encoder may choose', async () => {
  const data = Buffer.from(Array.from({ length: 64 * 48 }, (_, i) => (i * i + (i >> 5)) & 255));
  const image = sharp(data, { raw: { width: 64, height: 48, channels: 1 } }).toColourspace('b-w');
  const decoded = await decodeMask(await image.png({ adaptiveFiltering: true }).toBuffer(), 'm.png');
  assert.deepEqual(Buffer.from(decoded.data), data);
});

/** A picture of three rows of two pixels, red, green and blue each. */
function picture(pixels: readonly number[]): Sharp {
  return sharp(Buffer.from(pixels), { raw: { width: 2, height: 3, channels: 3 } });
}

test('decodeMask takes the grey values of pictures of three channels, and names the first coloured pixel', async () => {
  const grey = [0, 1, 2, 3, 128, 255];
  const equal = picture(grey.flatMap((code) => [code, code, code]));
  for (const bytes of [await equal.png().toBuffer(), await equal.webp({ lossless: true }).toBuffer()])
    assert.deepEqual([...(await decodeMask(bytes, 'm')).data], grey);
  const pixels = grey.flatMap((code, i) => (i === 3 ? [code, code, code + 1] : [code, code, code]));
  await assert.rejects(decodeMask(await picture(pixels).png().toBuffer(), 'm.png'), {
    code: 'bad-value',
    message: /^The mask "m.png" is coloured: \(3, 3, 4\) at row 1, column 1,/,
    location: { file: 'm.png', offset: 3 },
  });
});

test('decodeMask and decodeImage refuse 900 million pixels in a hundred bytes', async () => {
  const bomb = png(30_000, [], 0, 8);
  bomb.writeUInt32BE(30_000, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  const refused = { code: 'too-large', location: { file: 'b.png' } };
  await assert.rejects(decodeMask(bomb, 'b.png'), refused);
  await assert.rejects(decodeImage(bomb, { name: 'b.png', channels: 3 }), refused);
});

test('decodeImage drops transparency and makes three channels of grey', async () => {
  const rgba = Buffer.from([10, 20, 30, 0, 40, 50, 60, 255]);
  const bytes = await sharp(rgba, { raw: { width: 2, height: 1, channels: 4 } })
    .png()
    .toBuffer();
  assert.deepEqual(
    [...(await decodeImage(bytes, { name: 'x', channels: 3 })).data],
    [10, 20, 30, 40, 50, 60],
  );
  const single = await sharp(Buffer.from([7, 9]), { raw: { width: 2, height: 1, channels: 1 } })
    .png()
    .toBuffer();
  assert.deepEqual([...(await decodeImage(single, { name: 'x', channels: 3 })).data], [7, 7, 7, 9, 9, 9]);
});

test('decodeImage refuses more pixels than allowed before decoding them', async () => {
  const bytes = await sharp({ create: { width: 100, height: 100, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  await assert.rejects(decodeImage(bytes, { name: 'big.png', channels: 3, maximumPixels: 9999 }), {
    code: 'too-large',
  });
});

test('decodeMask and decodeImage answer any mutation with pixels or a FormatError', async () => {
  const good = png(
    9,
    [
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
      [9, 8, 7, 6, 5, 4, 3, 2, 1],
    ],
    0,
    8,
  );
  const jpeg = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'blue' } })
    .jpeg()
    .toBuffer();
  const edits = fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(edits, fc.boolean(), async (changes, isPng) => {
      const bytes = new Uint8Array(isPng ? good : jpeg);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      const decoded = isPng ? decodeMask(bytes, 'x') : decodeImage(bytes, { name: 'x', channels: 3 });
      await decoded.catch((error) => assert.ok(error instanceof FormatError, String(error)));
    }),
    { numRuns: 200 },
  );
});
