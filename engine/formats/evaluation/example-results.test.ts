import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import {
  type ExampleResult,
  ExampleResultWriter,
  readExampleResults,
  unpackCodes,
} from './example-results.ts';

async function roundTrip(results: readonly ExampleResult[]) {
  const directory = await mkdtemp(path.join(tmpdir(), 'millrace-examples-'));
  {
    await using writer = await ExampleResultWriter.create(directory);
    for (const result of results) {
      await writer.write(result);
    }
  }
  const read = [];
  for await (const result of readExampleResults(directory)) {
    read.push(result);
  }
  return read;
}

test('ExampleResultWriter keeps metrics and masks of both models', async () => {
  const mask = Uint8Array.from({ length: 12 }, (_, index) => index % 3);
  const [read] = await roundTrip([
    {
      record: 41,
      shape: [3, 4],
      label: mask,
      models: {
        candidate: { metrics: { accuracy: 0.5, 'io_u (class 1)': 0.25 }, predicted: mask.toReversed() },
        baseline: { metrics: { accuracy: 0.75 }, predicted: mask },
      },
    },
  ]);
  assert.deepEqual(
    { record: read?.record, shape: read?.shape, metrics: read?.models.candidate?.metrics },
    { record: 41, shape: [3, 4], metrics: { accuracy: 0.5, 'io_u (class 1)': 0.25 } },
  );
  assert.deepEqual(await unpackCodes(read!.label!), mask);
  assert.deepEqual(await unpackCodes(read!.models.candidate!.predicted!), mask.toReversed());
  assert.deepEqual(read?.models.baseline?.metrics, { accuracy: 0.75 });
});

test('ExampleResultWriter keeps class codes above 255', async () => {
  const [read] = await roundTrip([
    { record: 0, shape: [], label: [999], models: { candidate: { metrics: {}, predicted: [300] } } },
  ]);
  assert.deepEqual(
    [await unpackCodes(read!.label!), await unpackCodes(read!.models.candidate!.predicted!)],
    [Uint16Array.of(999), Uint16Array.of(300)],
  );
});

test('ExampleResultWriter keeps a model that predicts values without codes', async () => {
  const [read] = await roundTrip([
    {
      record: 2,
      shape: [],
      label: null,
      models: { candidate: { metrics: { mean_squared_error: 4 }, predicted: null } },
    },
  ]);
  assert.deepEqual(read, {
    record: 2,
    shape: [],
    label: null,
    models: { candidate: { metrics: { mean_squared_error: 4 }, predicted: null } },
  });
});
