import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { test } from 'node:test';
import sharp from 'sharp';
import { exampleMethods } from '../../contract/examples.ts';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { bytesFeature, floatFeature, intFeature } from '../../formats/example/feature-value.ts';
import { TemporaryFolder } from '../../formats/testing/temporary-folder.ts';
import { RecordWriter } from '../../formats/tfrecord/record-writer.ts';
import type { PipelineAccess } from '../handler.ts';
import { exampleHandlers } from '../handlers/examples.ts';
import { handlePicture } from './handle-picture.ts';

const SIDE = 16;
const { signal } = new AbortController();

/** A split of grey images whose record k is filled with k, with masks whose columns are the classes 0, 1, 2. */
async function makePipeline(folder: TemporaryFolder, count: number): Promise<PipelineAccess> {
  await mkdir(folder.join('examples', 'Split-train'), { recursive: true });
  await using writer = await RecordWriter.create(folder.join('examples', 'Split-train', 'data.gz'));
  for (let i = 0; i < count; i++) {
    const features = {
      image: floatFeature(new Float32Array(SIDE * SIDE * 3).fill(i % 256)),
      image_shape: intFeature([SIDE, SIDE, 3]),
      label: floatFeature(Float32Array.from({ length: SIDE * SIDE }, (_, at) => at % 3)),
      label_shape: intFeature([SIDE, SIDE]),
      number: intFeature([i]),
      ...(i % 2 === 0 ? { even: bytesFeature([`record ${i}`]) } : {}),
    };
    await writer.write(encodeExample(new Map(Object.entries(features))));
  }
  const properties = { split_names: '["train"]' };
  const customProperties = { mask_feature: 'label', classes: { names: ['pet', 'background', 'border'] } };
  const artifact = { id: 1, path: folder.join('examples'), properties, customProperties, producer: null };
  return { artifact: () => artifact, cacheDirectory: folder.join('cache') } as unknown as PipelineAccess;
}

async function pixelsOf(pipeline: PipelineAccess, address: string) {
  const url = new URL(address, 'http://localhost');
  const picture = await handlePicture(url.pathname, url.searchParams, pipeline, signal);
  assert.ok(picture, address);
  const { channels, width, height } = await sharp(picture.body).metadata();
  const image = channels === 1 ? sharp(picture.body).toColourspace('b-w') : sharp(picture.body);
  return { data: await image.raw().toBuffer(), width, height, channels, type: picture.contentType };
}

test('handlePicture gives a record as PNG, fitted into a size and never enlarged', async () => {
  using folder = new TemporaryFolder();
  const pipeline = await makePipeline(folder, 40);
  const whole = await pixelsOf(pipeline, '/artifact/1/example/train/33/image.png');
  assert.deepEqual([whole.type, whole.width, whole.height, whole.data[0]], ['image/png', SIDE, SIDE, 33]);
  assert.equal((await pixelsOf(pipeline, '/artifact/1/example/train/5/image.png?size=8')).width, 8);
  assert.equal((await pixelsOf(pipeline, '/artifact/1/example/train/5/image.png?size=500')).width, SIDE);
});

test('handlePicture paints masks with a transparent background, or gives their codes', async () => {
  using folder = new TemporaryFolder();
  const pipeline = await makePipeline(folder, 2);
  const raw = await pixelsOf(pipeline, '/artifact/1/example/train/0/label.png?raw=1');
  assert.deepEqual([raw.channels, ...raw.data.subarray(0, 4)], [1, 0, 1, 2, 0]);
  const painted = await pixelsOf(pipeline, '/artifact/1/example/train/0/label.png');
  assert.equal(painted.channels, 4);
  assert.deepEqual([painted.data[3], painted.data[7], painted.data[11]], [255, 0, 255]);
  assert.deepEqual([...painted.data.subarray(0, 3)], [0xe6, 0x9f, 0x00]);
});

test('handlePicture draws sheets of 1,024 tiles once, transparent past the last record', async () => {
  using folder = new TemporaryFolder();
  const pipeline = await makePipeline(folder, 1030);
  const sheet = await pixelsOf(pipeline, '/artifact/1/sprites/train/1.webp');
  assert.deepEqual([sheet.type, sheet.width, sheet.height, sheet.channels], ['image/webp', 2048, 2048, 4]);
  const at = (tile: number, channel: number) =>
    sheet.data[((tile >> 5) * 64 * 2048 + (tile & 31) * 64) * 4 + channel]!;
  assert.ok(Math.abs(at(3, 0) - ((1024 + 3) % 256)) <= 6);
  assert.deepEqual([at(5, 3), at(6, 3)], [255, 0]);
  const codes = await pixelsOf(pipeline, '/artifact/1/sprites/train/0.png?feature=label&raw=1');
  assert.deepEqual([codes.channels, new Set(codes.data).size], [1, 3]);
  const again = await Promise.all(
    [1, 1, 1].map((page) => pixelsOf(pipeline, `/artifact/1/sprites/train/${page}.webp`)),
  );
  assert.ok(again.every(({ data }) => data.equals(sheet.data)));
});

test('handlePicture has no picture for other paths, records and features', async () => {
  using folder = new TemporaryFolder();
  const pipeline = await makePipeline(folder, 3);
  for (const address of [
    '/artifact/1/example/train/3/image.png',
    '/artifact/1/example/train/0/number.png',
    '/artifact/1/example/train/0/nothing.png',
    '/artifact/1/sprites/train/1.webp',
    '/artifact/1/file/x',
  ]) {
    const url = new URL(address, 'http://localhost');
    assert.equal(await handlePicture(url.pathname, url.searchParams, pipeline, signal), null, address);
  }
});

test('exampleHandlers open a set, page through it, and filter and sort it', async () => {
  using folder = new TemporaryFolder();
  const context = { pipeline: await makePipeline(folder, 300), signal };
  const view = await exampleHandlers['examples.open']({ artifactId: 1 }, context);
  exampleMethods['examples.open'].result.parse(view);
  assert.deepEqual(
    [view.imageFeature, view.maskFeature, view.splits, view.classes.map(({ name }) => name)],
    ['image', 'label', [{ name: 'train', records: 300 }], ['pet', 'background', 'border']],
  );
  const page = async (request: object) => {
    const params = exampleMethods['examples.page'].params.parse({
      artifactId: 1,
      split: 'train',
      offset: 0,
      limit: 3,
      ...request,
    });
    const answer = await exampleHandlers['examples.page'](params, context);
    exampleMethods['examples.page'].result.parse(answer);
    return { total: answer.total, records: answer.rows.map(({ record }) => record) };
  };
  assert.deepEqual(await page({ offset: 298 }), { total: 300, records: [298, 299] });
  assert.deepEqual(await page({ sort: { feature: 'number', descending: true } }), {
    total: 300,
    records: [299, 298, 297],
  });
  assert.deepEqual(await page({ sort: { feature: 'even', descending: true }, offset: 149 }), {
    total: 300,
    records: [0, 1, 3],
  });
  const filter = [
    { feature: 'number', operator: '>=', value: 10 },
    { feature: 'even', operator: 'missing' },
  ];
  assert.deepEqual(await page({ filter }), { total: 145, records: [11, 13, 15] });
  assert.deepEqual(await page({ filter: [{ feature: 'even', operator: 'contains', value: '29' }] }), {
    total: 5,
    records: [290, 292, 294],
  });
  assert.deepEqual(await page({ records: [7, 5] }), { total: 2, records: [7, 5] });
});

test('RecordStore gives any record within 20 ms once opened', async () => {
  using folder = new TemporaryFolder();
  const context = { pipeline: await makePipeline(folder, 2000), signal };
  const read = (record: number) =>
    exampleHandlers['examples.record']({ artifactId: 1, split: 'train', record }, context);
  await read(0);
  const times: number[] = [];
  for (let i = 0; i < 15; i++) {
    const started = performance.now();
    const { features } = await read((i * 797) % 2000);
    times.push(performance.now() - started);
    assert.equal(features.find(({ name }) => name === 'number')?.minimum, (i * 797) % 2000);
  }
  assert.ok(times.toSorted((a, b) => a - b)[7]! < 20, `the median took ${times} ms`);
});
