import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { encodeExample } from '../../../formats/example/encode-example.ts';
import { floatFeature } from '../../../formats/example/feature-value.ts';
import { RecordWriter } from '../../../formats/tfrecord/record-writer.ts';
import type { PassOptions } from './batch-feature.ts';
import { BatchReader } from './batch-reader.ts';
import { BatchSource } from './batch-source.ts';

const features = [{ name: 'x', dtype: 'float32', shape: [1] }] as const;

async function recordFiles(...counts: number[]): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-batches-'));
  let next = 0;
  return Promise.all(
    counts.map(async (count, index) => {
      const file = path.join(folder, `${index}.gz`);
      const values = Array.from({ length: count }, () => next++);
      await using writer = await RecordWriter.create(file);
      for (const value of values) {
        await writer.write(encodeExample(new Map([['x', floatFeature([value])]])));
      }
      return file;
    }),
  );
}

async function passOf(
  source: { pass(options: PassOptions): AsyncIterable<{ features: Record<string, ArrayLike<number>> }> },
  options: PassOptions,
): Promise<number[][]> {
  const batches: number[][] = [];
  for await (const batch of source.pass(options)) {
    batches.push(Array.from(batch.features.x!));
  }
  return batches;
}

const options = { features, batchSize: 4, dropSmallRest: true, cacheBytes: 0 };

test('BatchSource keeps the order of the files, and leaves out a rest of less than half a batch', async () => {
  const source = new BatchSource({ ...options, files: await recordFiles(3, 6) });
  assert.deepEqual(await passOf(source, {}), [
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ]);
  const all = new BatchSource({ ...options, dropSmallRest: false, files: await recordFiles(3, 6) });
  assert.deepEqual((await passOf(all, {})).at(-1), [8]);
});

test('C3 BatchSource shuffles by seed and epoch alone, whether records are cached or read again', async () => {
  const files = await recordFiles(8, 8);
  const fresh = new BatchSource({ ...options, files });
  const cached = new BatchSource({ ...options, files, cacheBytes: 1 << 20 });
  await passOf(cached, { shuffle: { seed: 1, epoch: 1 } });
  const second = { shuffle: { seed: 1, epoch: 2 } };
  const order = await passOf(cached, second);
  assert.deepEqual(order, await passOf(fresh, second));
  assert.notDeepEqual(order, await passOf(fresh, { shuffle: { seed: 1, epoch: 3 } }));
  assert.deepEqual(
    order.flat().sort((a, b) => a - b),
    Array.from({ length: 16 }, (_, index) => index),
  );
});

test('BatchSource starts over until it has given the batches asked for', async () => {
  const source = new BatchSource({ ...options, files: await recordFiles(4) });
  assert.equal((await passOf(source, { batches: 5 })).length, 5);
});

test('BatchReader gives from its thread what BatchSource gives, pass after pass', async () => {
  const files = await recordFiles(5, 7);
  await using reader = new BatchReader({ ...options, files });
  const source = new BatchSource({ ...options, files });
  for (const epoch of [1, 2]) {
    const shuffle = { shuffle: { seed: 3, epoch } };
    assert.deepEqual(await passOf(reader, shuffle), await passOf(source, shuffle));
  }
});

test('BatchReader gives a pass that was prepared, and refuses another in its place', async () => {
  const files = await recordFiles(5, 7);
  await using reader = new BatchReader({ ...options, files });
  const pass = { shuffle: { seed: 3, epoch: 1 } };
  reader.prepare(pass);
  await assert.rejects(passOf(reader, { shuffle: { seed: 3, epoch: 2 } }), /another pass/);
  assert.throws(() => reader.prepare(pass), /nobody has read/);
  assert.deepEqual(
    await passOf(reader, { ...pass }),
    await passOf(new BatchSource({ ...options, files }), pass),
  );
});

test('BatchReader tells of a record that lacks a feature', async () => {
  const files = await recordFiles(4);
  await using reader = new BatchReader({
    ...options,
    files,
    features: [{ name: 'y', dtype: 'float32', shape: [1] }],
  });
  await assert.rejects(passOf(reader, {}), { code: 'reader-failed', message: /Feature "y" of record 0/ });
});
