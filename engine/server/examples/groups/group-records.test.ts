import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { encodeExample } from '../../../formats/example/encode-example.ts';
import {
  bytesFeature,
  type Example,
  floatFeature,
  intFeature,
} from '../../../formats/example/feature-value.ts';
import { RecordStore } from '../../../formats/tfrecord/record-store.ts';
import { RecordWriter } from '../../../formats/tfrecord/record-writer.ts';
import type { Selection } from '../select-records.ts';
import { MAXIMUM_TEXTS } from './feature-column.ts';
import { groupRecords } from './group-records.ts';

async function storeOf(context: TestContext, examples: Iterable<Example>): Promise<RecordStore> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-groups-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'part.tfrecord');
  {
    await using writer = await RecordWriter.create(file);
    for (const example of examples) await writer.write(encodeExample(example));
  }
  return RecordStore.open([file], join(folder, 'cache'));
}

async function grouped(store: RecordStore, groupBy: string, selection: Selection = {}) {
  const { groups, order } = await groupRecords(store, groupBy, selection, new AbortController().signal);
  let start = 0;
  return groups.map((group) => {
    const { count, ...rest } = group;
    start += count;
    return { ...rest, records: Array.from(order.subarray(start - count, start)) };
  });
}

const text = (value: string) => bytesFeature([Buffer.from(value)]);

test('texts are grouped most frequent first, records without one last', async (context) => {
  const store = await storeOf(context, [
    new Map([['breed', text('pug')]]),
    new Map([['breed', text('beagle')]]),
    new Map([['other', text('pug')]]),
    new Map([['breed', text('beagle')]]),
    new Map([['breed', bytesFeature([])]]),
  ]);
  assert.deepEqual(await grouped(store, 'breed'), [
    { kind: 'value', value: 'beagle', records: [1, 3] },
    { kind: 'value', value: 'pug', records: [0] },
    { kind: 'missing', records: [2, 4] },
  ]);
});

test('a feature that no record has is one group of missing values', async (context) => {
  const store = await storeOf(context, [new Map([['a', intFeature([1])]]), new Map()]);
  assert.deepEqual(await grouped(store, 'b'), [{ kind: 'missing', records: [0, 1] }]);
});

test('a few numbers have a group each, in their order; NaN and the infinities are apart', async (context) => {
  const values = [2, 0.5, Number.NaN, 2, Infinity];
  const store = await storeOf(
    context,
    values.map((value) => new Map([['x', floatFeature([value])]])),
  );
  assert.deepEqual(await grouped(store, 'x'), [
    { kind: 'value', value: 0.5, records: [1] },
    { kind: 'value', value: 2, records: [0, 3] },
    { kind: 'not-finite', records: [2, 4] },
  ]);
});

test('many numbers fall into bins of equal width, which leave out the empty ones', async (context) => {
  const values = Array.from({ length: 100 }, (_, at) => (at < 50 ? at : at + 50));
  const store = await storeOf(
    context,
    values.map((value) => new Map([['x', intFeature([value])]])),
  );
  const groups = await grouped(store, 'x');
  assert.deepEqual(
    groups.map((group) => [group.kind === 'range' && [group.from, group.to], group.records.length]),
    [
      [[0, 20], 20],
      [[20, 40], 20],
      [[40, 60], 10],
      [[100, 120], 20],
      [[120, 140], 20],
      [[140, 160], 10],
    ],
  );
});

test('numbers that equal widths would crowd are grouped by powers of ten', async (context) => {
  const values = Array.from({ length: 60 }, (_, at) => 10 ** (at / 10));
  const store = await storeOf(
    context,
    values.map((value) => new Map([['x', floatFeature([value])]])),
  );
  const ranges = (await grouped(store, 'x')).map((group) => group.kind === 'range' && group.from);
  assert.deepEqual(ranges, [1, 10, 100, 1000, 10_000, 100_000]);
});

test('filter and order of the selection hold within the groups', async (context) => {
  const rows = [5, 3, 9, 1, 7].map(
    (x, at) =>
      new Map([
        ['x', intFeature([x])],
        ['kind', text(at % 2 ? 'odd' : 'even')],
      ]),
  );
  const store = await storeOf(context, rows);
  const selection: Selection = {
    filter: [{ feature: 'x', operator: '<', value: 9 }],
    sort: { feature: 'x', descending: true },
  };
  assert.deepEqual(await grouped(store, 'kind', selection), [
    { kind: 'value', value: 'even', records: [4, 0] },
    { kind: 'value', value: 'odd', records: [1, 3] },
  ]);
  assert.deepEqual(await grouped(store, 'kind', { records: [3, 2] }), [
    { kind: 'value', value: 'even', records: [2] },
    { kind: 'value', value: 'odd', records: [3] },
  ]);
  assert.deepEqual(await grouped(store, 'kind', { records: [] }), []);
});

test('of ten thousand texts the most frequent have a group, the others share one', async (context) => {
  function* examples(): Generator<Example> {
    for (let at = 0; at < 10_000; at += 1) yield new Map([['id', text(`id ${at}`)]]);
    for (let at = 0; at < 3; at += 1) yield new Map([['id', text('id 77')]]);
  }
  const groups = await grouped(await storeOf(context, examples()), 'id');
  assert.equal(groups.length, 21);
  assert.deepEqual(groups[0], { kind: 'value', value: 'id 77', records: [77, 10_000, 10_001, 10_002] });
  const others = groups.at(-1);
  assert.deepEqual([others?.kind === 'other' && others.values, others?.records.length], [9980, 9980]);
});

test('more texts than are told apart are counted together, and how many is left open', async (context) => {
  function* examples(): Generator<Example> {
    for (let at = 0; at < MAXIMUM_TEXTS + 5; at += 1) yield new Map([['id', text(String(at))]]);
  }
  const others = (await grouped(await storeOf(context, examples()), 'id')).at(-1);
  assert.deepEqual(
    [others?.kind === 'other' && others.values, others?.records.length],
    [null, MAXIMUM_TEXTS + 5 - 20],
  );
});

test('damaged records are told, and grouped once they are whole again', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-groups-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'part.gz');
  {
    await using writer = await RecordWriter.create(file);
    await writer.write(encodeExample(new Map([['x', intFeature([1])]])));
  }
  const store = await RecordStore.open([file], join(folder, 'cache'));
  const whole = await readFile(file);
  await writeFile(file, new Uint8Array(whole.length));
  await assert.rejects(grouped(store, 'x'), /incorrect header/);
  await writeFile(file, whole);
  assert.deepEqual(await grouped(store, 'x'), [{ kind: 'value', value: 1, records: [0] }]);
});

test('grouping lets the event loop go on, and ends when nobody waits for it', async (context) => {
  function* examples(): Generator<Example> {
    for (let at = 0; at < 40_000; at += 1) yield new Map([['x', intFeature([at])]]);
  }
  const store = await storeOf(context, examples());
  const window = new AbortController();
  const stopped = groupRecords(store, 'x', {}, window.signal);
  setImmediate(() => window.abort(new Error('The window was closed')));
  await assert.rejects(stopped, /window was closed/);
  assert.equal((await grouped(store, 'x')).length, 8);
});
