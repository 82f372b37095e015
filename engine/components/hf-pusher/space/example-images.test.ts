import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { encodeExample } from '../../../formats/example/encode-example.ts';
import { bytesFeature, floatFeature, intFeature } from '../../../formats/example/feature-value.ts';
import { RecordWriter } from '../../../formats/tfrecord/record-writer.ts';
import { exampleImages } from './example-images.ts';

const pixels = [10, 20, 30, 40, 50, 60];
const png = await sharp(Uint8Array.from(pixels), { raw: { width: 2, height: 1, channels: 3 } })
  .png()
  .toBuffer();
const asPixels = new Map([
  ['image', floatFeature(pixels)],
  ['image_shape', intFeature([1, 2, 3])],
]);
const asFile = new Map([['image', bytesFeature([png])]]);
const withoutImage = new Map([['age', intFeature([3])]]);

test('exampleImages() draws the first pictures of the evaluation split without loss, however they are kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'example-images-'));
  for (const split of ['train', 'eval']) {
    await mkdir(join(folder, `Split-${split}`));
    await using writer = await RecordWriter.create(
      join(folder, `Split-${split}`, 'data_tfrecord-00000-of-00001.gz'),
    );
    for (const example of split === 'eval' ? [withoutImage, asPixels, asFile, asPixels] : [asPixels]) {
      await writer.write(encodeExample(example));
    }
  }
  const signal = new AbortController().signal;
  const files = await exampleImages(folder, 2, signal);
  assert.deepEqual(
    files.map((file) => file.path),
    ['examples/1.png', 'examples/2.png'],
  );
  for (const { content } of files) {
    assert.ok('bytes' in content);
    assert.deepEqual([...(await sharp(content.bytes).raw().toBuffer())], pixels);
  }
  assert.deepEqual(await exampleImages(folder, 0, signal), []);
  await rm(folder, { recursive: true });
});
