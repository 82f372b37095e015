import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createRegistry,
  fromBinary,
  type JsonObject,
  type JsonValue,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import { anyPack, anyUnpack } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { encodeExample } from '../example/encode-example.ts';
import { bytesFeature, floatFeature, intFeature } from '../example/feature-value.ts';
import {
  type DatasetFeatureStatistics,
  type DatasetFeatureStatisticsList,
  DatasetFeatureStatisticsListSchema as ListSchema,
  NaturalLanguageStatisticsSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { categoricalIntegers } from '../schema/categorical-integers.ts';
import { featureName } from '../schema/feature-view.ts';
import { readSchema } from '../schema/read-schema.ts';
import { readVocabulary } from '../schema/read-vocabulary.ts';
import { statisticsHints } from '../schema/statistics-hints.ts';
import { fixture, readFixture } from '../testing/fixture.ts';
import { readAllRecords } from '../testing/read-all-records.ts';
import { collectSlices, collectStatistics } from './collect-statistics.ts';
import {
  DatasetAccumulator,
  type DatasetSnapshot,
  mergeDatasets,
  NO_RECORDS,
} from './dataset-accumulator.ts';
import { datasetStatistics } from './dataset-statistics.ts';
import { pythonList } from './python-list.ts';
import { EMPTY_SUMMARY, mergeSummaries, quantilesOf, summarizeValues } from './quantile-summary.ts';
import { ALL_RECORDS } from './shard-statistics.ts';
import { mergeStrings, NO_STRINGS, type StringSnapshot } from './string-accumulator.ts';
import { SAMPLE_SIZE, ValueSample } from './value-sample.ts';

async function describeFile(file: string): Promise<DatasetFeatureStatisticsList> {
  const list = datasetStatistics([{ name: '', snapshot: await collectStatistics([file]) }]);
  // Some fields are floats of 32 bits once written.
  return fromBinary(ListSchema, toBinary(ListSchema, list));
}

const registry = createRegistry(NaturalLanguageStatisticsSchema);

/** As JSON, zeros written out, features by name. */
function plain(list: DatasetFeatureStatisticsList): JsonValue {
  for (const { features } of list.datasets)
    features.sort((a, b) => (featureName(a) < featureName(b) ? -1 : 1));
  return toJson(ListSchema, list, { alwaysEmitImplicit: true, registry });
}

/**
 * Sums taken in another order differ in their last digits, by an amount that grows with what was added up and not with
 * the sum, which may be near zero: so fractions are compared within `tolerance`, and all else exactly.
 */
function assertSameStatistics(
  actual: DatasetFeatureStatisticsList,
  expected: DatasetFeatureStatisticsList,
  tolerance = 1e-9,
): void {
  const theirs = plain(expected);
  assert.deepEqual(settle(plain(actual), theirs, tolerance), theirs);
}

/** `value` with each number replaced by that of `expected` at its place, where they are within the tolerance. */
function settle(value: JsonValue, expected: JsonValue | undefined, tolerance: number): JsonValue {
  if (typeof value === 'number' && typeof expected === 'number') {
    const isNear = Math.abs(value - expected) <= tolerance * Math.max(1, Math.abs(expected));
    return isNear ? expected : value;
  }
  if (Array.isArray(value) && Array.isArray(expected)) {
    return value.map((item, at) => settle(item, expected[at], tolerance));
  }
  if (!isObject(value) || !isObject(expected)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, settle(item, expected[key], tolerance)]);
  return Object.fromEntries(entries);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readStatisticsFixture(...parts: readonly string[]): DatasetFeatureStatisticsList {
  return fromBinary(ListSchema, readFixture(...parts));
}

for (const split of ['train', 'eval']) {
  test(`datasetStatistics gives TFDV's numbers for the ${split} split of a TFX run`, async () => {
    const ours = await describeFile(fixture('tfx-run', `examples-${split}.gz`));
    assertSameStatistics(ours, readStatisticsFixture('tfx-run', `statistics-${split}.pb`));
  });
}

for (const name of ['mixed', 'infer', 'empty-cells']) {
  test(`datasetStatistics gives TFDV's numbers for "${name}"`, async () => {
    const ours = await describeFile(fixture(`${name}.tfrecord.gz`));
    // TFDV makes statistics of images only when asked to.
    for (const feature of ours.datasets[0]?.features ?? []) feature.customStats = [];
    assertSameStatistics(ours, readStatisticsFixture(`${name}-statistics.pb`));
  });
}

test('datasetStatistics tells encoded images by format and size', async () => {
  const [dataset] = (await describeFile(fixture('mixed.tfrecord.gz'))).datasets;
  const custom = featureOf(dataset, 'image')?.customStats.map(({ name, val }) => [
    name,
    val.case === 'rankHistogram'
      ? val.value.buckets.map(({ label, sampleCount }) => [label, sampleCount])
      : val.value,
  ]);
  assert.deepEqual(custom, [
    ['domain_info', 'image_domain {}'],
    [
      'image_format_histogram',
      [
        ['JPEG', 67],
        ['PNG', 133],
      ],
    ],
    ['image_max_width', 9],
    ['image_max_height', 6],
  ]);
});

function featureOf(dataset: DatasetFeatureStatistics | undefined, name: string) {
  return dataset?.features.find((feature) => featureName(feature) === name);
}

const row = fc.record({
  n: fc.integer({ min: -1000, max: 1000 }),
  f: fc.oneof(fc.float({ min: -1000, max: 1000 }), fc.constant(Number.NaN)),
  t: fc.constantFrom('a', 'b', 'ç'),
});

test('mergeDatasets of any parts equals the statistics of the whole', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.nat(60), (rows, cut) => {
      const records = rows.map(({ n, f, t }) =>
        encodeExample(
          new Map([
            ['n', intFeature([n])],
            ['f', floatFeature([f, f / 2])],
            ['t', bytesFeature([t])],
          ]),
        ),
      );
      const snapshotOf = (part: readonly Uint8Array[]) => {
        const accumulator = new DatasetAccumulator();
        for (const record of part) accumulator.add(record);
        return accumulator.snapshot();
      };
      const merged = mergeDatasets(snapshotOf(records.slice(0, cut)), snapshotOf(records.slice(cut)));
      const statisticsOf = (snapshot: typeof merged) => datasetStatistics([{ name: '', snapshot }]);
      // Values reach 1000 and there are at most 60: sums err by less than 60 * 1000 * 2^-52.
      assertSameStatistics(statisticsOf(merged), statisticsOf(snapshotOf(records)), 1e-10);
    }),
  );
});

test('DatasetAccumulator refuses a feature that changes its type, and names the record', () => {
  const accumulator = new DatasetAccumulator();
  accumulator.add(encodeExample(new Map([['x', intFeature([1])]])), { file: 'a', record: 0 });
  assert.throws(
    () => accumulator.add(encodeExample(new Map([['x', floatFeature([1])]])), { file: 'a', record: 1 }),
    { code: 'mixed-types', location: { file: 'a', record: 1, feature: 'x' } },
  );
});

test('ValueSample keeps quantiles within 1 % of the ranks of a million values', () => {
  const sample = new ValueSample();
  const values = Float64Array.from({ length: 1_000_000 }, (_, i) => ((i * 7919) % 1_000_003) ** 2);
  for (let at = 0; at < values.length; at += 10_000) sample.addAll(values.subarray(at, at + 10_000));
  const sorted = values.toSorted();
  const { boundaries } = quantilesOf(sample.summary(), 10);
  assert.equal(sample.state().values.length, SAMPLE_SIZE);
  for (let decile = 1; decile < 10; decile++) {
    const rank = sorted.findIndex((value) => value >= (boundaries[decile] ?? 0)) / sorted.length;
    assert.ok(Math.abs(rank - decile / 10) < 0.01, `decile ${decile} has rank ${rank}`);
  }
});

test('collectSlices names slices as TFDV does, and samples the same records each time', async () => {
  const files = [fixture('mixed.tfrecord.gz')];
  const slices = await collectSlices(files, { ...ALL_RECORDS, sliceFeatures: ['text_bool', 'int_flag'] });
  assert.deepEqual([...slices.keys()].sort(), [
    '',
    'int_flag_0',
    'int_flag_1',
    'text_bool_false',
    'text_bool_true',
  ]);
  assert.equal(slices.get('text_bool_true')?.examples, 100);
  const sampled = await collectSlices(files, { ...ALL_RECORDS, sliceFeatures: [], sampleRate: 0.25 });
  const again = await collectSlices(files, { ...ALL_RECORDS, sliceFeatures: [], sampleRate: 0.25 });
  assert.ok(Math.abs((sampled.get('')?.examples ?? 0) - 50) <= 2);
  assert.deepEqual(again, sampled);
});

test("collectSlices gives TFDV's weighted numbers", async () => {
  const files = [fixture('weighted.tfrecord.gz')];
  const slices = await collectSlices(files, { ...ALL_RECORDS, weightFeature: 'w' });
  const list = datasetStatistics([{ name: '', snapshot: slices.get('')! }]);
  const written = fromBinary(ListSchema, toBinary(ListSchema, list));
  assertSameStatistics(written, readStatisticsFixture('weighted-statistics.pb'));
  const missing = collectSlices([fixture('mixed.tfrecord.gz')], {
    ...ALL_RECORDS,
    weightFeature: 'w',
  });
  await assert.rejects(missing, { code: 'bad-value' });
});

test("collectSlices gives TFDV's numbers for integers that a schema calls categories", async () => {
  const { schema } = await readSchema(fixture('categorical-declared.pbtxt'));
  const categoricalFeatures = categoricalIntegers(schema);
  assert.deepEqual(categoricalFeatures, ['category', 'flag', 'lists', 'some', 'absent']);
  const files = [fixture('categorical.tfrecord.gz')];
  const slices = await collectSlices(files, { ...ALL_RECORDS, categoricalFeatures });
  const list = datasetStatistics([{ name: '', snapshot: slices.get('')! }]);
  const written = fromBinary(ListSchema, toBinary(ListSchema, list));
  assertSameStatistics(written, readStatisticsFixture('categorical-statistics.pb'));
});

/** The tokens of natural-language statistics in one order: TFDV's is that of a Python set. */
function sortTokens(list: DatasetFeatureStatisticsList): DatasetFeatureStatisticsList {
  for (const { val } of list.datasets.flatMap(({ features }) => features.flatMap((one) => one.customStats))) {
    const language = val.case === 'any' ? anyUnpack(val.value, NaturalLanguageStatisticsSchema) : undefined;
    if (val.case !== 'any' || !language) continue;
    language.tokenStatistics.sort((a, b) => (String(a.token.value) < String(b.token.value) ? -1 : 1));
    val.value = anyPack(NaturalLanguageStatisticsSchema, language);
  }
  return list;
}

test("collectSlices gives TFDV's numbers for sparse, weighted and natural-language features of a schema", async () => {
  const { schema } = await readSchema(fixture('declared-schema.pbtxt'));
  const vocabularies = new Map([['words', await readVocabulary(fixture('declared-words.txt'))]]);
  const what = { ...ALL_RECORDS, ...statisticsHints(schema, vocabularies) };
  const files = [fixture('declared.tfrecord.gz')];
  const slices = await collectSlices(files, what);
  const list = sortTokens(datasetStatistics([{ name: '', snapshot: slices.get('')! }]));
  const written = fromBinary(ListSchema, toBinary(ListSchema, list));
  assertSameStatistics(written, sortTokens(readStatisticsFixture('declared-statistics.pb')));
});

test('mergeDatasets gives of two parts what both give together, features of a schema included', async () => {
  const { schema } = await readSchema(fixture('declared-schema.pbtxt'));
  const hints = statisticsHints(
    schema,
    new Map([['words', await readVocabulary(fixture('declared-words.txt'))]]),
  );
  const records = await readAllRecords(fixture('declared.tfrecord.gz'));
  const listOf = (snapshot: DatasetSnapshot): DatasetFeatureStatisticsList =>
    datasetStatistics([{ name: '', snapshot }]);
  const describeRecords = (some: readonly Uint8Array[]): DatasetSnapshot => {
    const accumulator = new DatasetAccumulator(hints);
    for (const record of some) accumulator.add(record);
    return accumulator.snapshot();
  };
  const parts = [records.slice(0, 50), records.slice(50)].map(describeRecords);
  const merged = parts.reduce(mergeDatasets, NO_RECORDS);
  assertSameStatistics(listOf(merged), listOf(describeRecords(records)));
});

test('pythonList prints text as Python does', () => {
  const values = ["it's", 'a"b', `both ' and "`, '\\ \n\t\u0007\u00a0', 'é😀\u{e0001}', 7n];
  assert.equal(
    pythonList(values),
    String.raw`["it's", 'a"b', 'both \' and "', '\\ \n\t\x07\xa0', 'é😀\U000e0001', 7]`,
  );
});

test('collectStatistics gives the same bytes on threads as in one go', async () => {
  const files = [fixture('tfx-run', 'examples-train.gz'), fixture('tfx-run', 'examples-eval.gz')];
  const many = Array.from({ length: 40 }, (_, i) => files[i % 2]!);
  const alone = new DatasetAccumulator().snapshot();
  const parts = await Promise.all(many.map((file) => collectStatistics([file])));
  const inOne = datasetStatistics([{ name: '', snapshot: parts.reduce(mergeDatasets, alone) }]);
  const threaded = datasetStatistics([{ name: '', snapshot: await collectStatistics(many) }]);
  assert.deepEqual(toBinary(ListSchema, threaded), toBinary(ListSchema, inOne));
});

test('mergeSummaries bounds what it keeps of many shards, and moves no quantile by more than its error', () => {
  let merged = EMPTY_SUMMARY;
  const [shards, size] = [24, 65_536];
  for (let shard = 0; shard < shards; shard++) {
    const values = Float64Array.from({ length: size }, (_, i) => i * shards + shard);
    merged = mergeSummaries(merged, summarizeValues(values, 1));
    assert.ok(merged.values.length <= 2 ** 20);
  }
  const total = shards * size;
  assert.equal(
    merged.weights.reduce((sum, weight) => sum + weight, 0),
    total,
  );
  const { boundaries } = quantilesOf(merged, 10);
  assert.deepEqual([boundaries[0], boundaries[10]], [0, total - 1]);
  for (const [rank, value] of boundaries.entries())
    assert.ok(Math.abs(value - (rank * total) / 10) < 5e-6 * total, `${rank}: ${value}`);
});

test('mergeStrings counts a million distinct values at most, and keeps the frequent ones', () => {
  const shard = (from: number) => ({
    ...NO_STRINGS,
    counts: new Map([
      ['often', 5],
      ...Array.from({ length: 400_000 }, (_, i) => [`value ${from + i}`, 1] as const),
    ]),
  });
  const merged = [0, 400_000, 800_000].map(shard).reduce<StringSnapshot>(mergeStrings, NO_STRINGS);
  assert.ok(merged.counts.size <= 1_000_000);
  assert.equal(merged.counts.get('often'), 15);
  assert.equal(merged.counts.size + merged.dropped, 1_200_001);
});
