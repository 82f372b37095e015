import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { create, toBinary } from '@bufbuild/protobuf';
import { DataType } from '../../../formats/proto/gen/tensorflow/core/framework/types_pb.js';
import { EventSchema } from '../../../formats/proto/gen/tensorflow/core/util/event_pb.js';
import { frameRecords } from '../../../formats/tfrecord/frame.ts';
import { drawCurves } from './curve-drawing.ts';
import { readTrainingHistory } from './training-history.ts';

test('readTrainingHistory() reads scalars of both TensorFlow generations, by run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'history-'));
  await writeEvents(join(folder, 'train'), [scalar(1, 0.9), scalar(2, 0.5)]);
  await writeEvents(join(folder, 'validation'), [tensorScalar(1, 1), tensorScalar(2, 0.75)]);
  assert.deepEqual(await readTrainingHistory(folder), [
    { tag: 'epoch_loss', points: [point(1, Math.fround(0.9)), point(2, 0.5)] },
    { tag: 'validation/epoch_loss', points: [point(1, 1), point(2, 0.75)] },
  ]);
  await rm(folder, { recursive: true });
});

test('drawCurves() draws training and validation, and nothing from a single point', () => {
  const series = [
    { tag: 'epoch_loss', points: [point(0, 1), point(10, 0.5)] },
    { tag: 'validation/epoch_loss', points: [point(0, 1.5), point(5, Number.NaN), point(10, 0.25)] },
  ];
  const picture = drawCurves(series, 'epoch_loss') ?? '';
  assert.deepEqual(
    [...picture.matchAll(/points="([^"]*)"/g)].map((match) => match[1]),
    ['56.0,100.8 704.0,185.6', '56.0,16.0 704.0,228.0'],
  );
  assert.equal(drawCurves([{ tag: 'epoch_loss', points: [point(0, 1)] }], 'epoch_loss'), null);
});

function point(step: number, value: number) {
  return { step, value };
}

function scalar(step: number, simpleValue: number) {
  return event(step, { case: 'simpleValue', value: simpleValue });
}

function tensorScalar(step: number, value: number) {
  return event(step, {
    case: 'tensor',
    value: { dtype: DataType.DT_FLOAT, tensorShape: { dim: [] }, floatVal: [value] },
  });
}

function event(step: number, value: object): Uint8Array {
  const summary = { value: [{ tag: 'epoch_loss', value }] };
  return toBinary(
    EventSchema,
    create(EventSchema, { step: BigInt(step), what: { case: 'summary', value: summary } } as never),
  );
}

async function writeEvents(folder: string, events: readonly Uint8Array[]): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, 'events.out.tfevents.1.host'), frameRecords(events));
}
