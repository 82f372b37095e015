import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBinary } from '@bufbuild/protobuf';
import {
  type Anomalies,
  AnomaliesSchema,
  AnomalyInfo_Type,
} from '../proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import { SchemaSchema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import {
  type DatasetFeatureStatistics,
  DatasetFeatureStatisticsListSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { readFixture } from '../testing/fixture.ts';
import { parseTextProto } from '../text-proto/parse-text-proto.ts';
import { printTextProto } from '../text-proto/print-text-proto.ts';
import { applyFeatureView, removeFeature } from './apply-feature-view.ts';
import { diffSchemas } from './diff-schemas.ts';
import { inferSchema, updateSchema } from './infer-schema.ts';
import { sixDigits } from './reason.ts';
import { viewSchemaFeature } from './schema-feature-view.ts';
import { validateStatistics } from './validate-statistics.ts';

/** One data set held against one schema by TFDV; messages are base64 (fixtures/record-anomalies.py). */
interface RecordedCase {
  readonly name: string;
  readonly schema: string;
  readonly statistics: string;
  readonly previous?: string;
  readonly serving?: string;
  readonly environment?: string;
  readonly anomalies?: string;
  readonly updated?: string;
  readonly error?: string;
}

const recorded: readonly RecordedCase[] = JSON.parse(readFixture('anomalies.json').toString());

function datasetOf(bytes: Uint8Array): DatasetFeatureStatistics {
  return fromBinary(DatasetFeatureStatisticsListSchema, bytes).datasets[0]!;
}

function decode(base64: string | undefined): DatasetFeatureStatistics | null {
  return base64 === undefined ? null : datasetOf(Buffer.from(base64, 'base64'));
}

function validate(one: RecordedCase): Anomalies {
  return validateStatistics(decode(one.statistics)!, parseTextProto(SchemaSchema, one.schema), {
    environment: one.environment ?? null,
    previous: decode(one.previous),
    serving: decode(one.serving),
  });
}

/** Text with distances to 12 digits: sums taken in another order differ in the last. */
function text(anomalies: Anomalies): string {
  return printTextProto(AnomaliesSchema, anomalies).replace(/\d\.\d+/g, (digits) =>
    String(Number(Number(digits).toPrecision(12))),
  );
}

for (const one of recorded) {
  test(`validateStatistics says what TFDV says of "${one.name}"`, () => {
    if (one.error !== undefined) {
      assert.throws(() => validate(one), { message: one.error });
      return;
    }
    const wanted = fromBinary(AnomaliesSchema, Buffer.from(one.anomalies ?? '', 'base64'));
    assert.equal(text(validate(one)), text(wanted));
  });
  if (one.updated === undefined) continue;
  test(`updateSchema relaxes the schema as TFDV does for "${one.name}"`, () => {
    const updated = updateSchema(parseTextProto(SchemaSchema, one.schema), decode(one.statistics)!);
    assert.equal(printTextProto(SchemaSchema, updated), one.updated);
  });
}

for (const name of ['mixed', 'infer', 'categorical']) {
  test(`inferSchema gives the text of TFDV's schema for "${name}", with shapes and without`, () => {
    const statistics = datasetOf(readFixture(`${name}-statistics.pb`));
    const inferred = (shape: boolean) => printTextProto(SchemaSchema, inferSchema([statistics], { shape }));
    assert.equal(inferred(true), readFixture(`${name}-schema.pbtxt`).toString());
    assert.equal(inferred(false), readFixture(`${name}-schema-without-shapes.pbtxt`).toString());
  });
}

test('inferSchema of both splits of a TFX run gives the text that SchemaGen wrote', () => {
  const splits = ['train', 'eval'].map((split) =>
    datasetOf(readFixture('tfx-run', `statistics-${split}.pb`)),
  );
  const schema = printTextProto(SchemaSchema, inferSchema(splits, { shape: true }));
  assert.equal(schema, readFixture('tfx-run', 'inferred-schema.pbtxt').toString());
});

test('validateStatistics of a clean split gives the message that ExampleValidator wrote', () => {
  const schema = parseTextProto(SchemaSchema, readFixture('tfx-run', 'curated-schema.pbtxt').toString());
  const anomalies = validateStatistics(datasetOf(readFixture('tfx-run', 'statistics-eval.pb')), schema);
  assert.equal(
    text(anomalies),
    text(fromBinary(AnomaliesSchema, readFixture('tfx-run', 'anomalies-eval.pb'))),
  );
});

test('validateStatistics says what TFDV says of integers that are categories', () => {
  const declared = readFixture('categorical-declared.pbtxt').toString();
  const strict = declared.replaceAll('is_categorical: true', 'max: 1 is_categorical: true');
  const schema = parseTextProto(SchemaSchema, strict);
  const anomalies = validateStatistics(datasetOf(readFixture('categorical-statistics.pb')), schema);
  assert.equal(text(anomalies), text(fromBinary(AnomaliesSchema, readFixture('categorical-anomalies.pb'))));
});

test('validateStatistics says what TFDV says of sparse, weighted and natural-language features', () => {
  const schema = parseTextProto(SchemaSchema, readFixture('declared-schema.pbtxt').toString());
  const anomalies = validateStatistics(datasetOf(readFixture('declared-statistics.pb')), schema);
  assert.equal(text(anomalies), text(fromBinary(AnomaliesSchema, readFixture('declared-anomalies.pb'))));
});

/** Types that TFDV has a name for and no check (docs/data.md). */
const NEVER_FOUND = [
  'UNKNOWN_TYPE',
  'MULTIPLE_REASONS',
  'BOOL_TYPE_BYTES_NOT_INT',
  'BOOL_TYPE_BYTES_NOT_STRING',
  'BOOL_TYPE_FLOAT_NOT_INT',
  'BOOL_TYPE_FLOAT_NOT_STRING',
  'BOOL_TYPE_INT_NOT_STRING',
  'BOOL_TYPE_STRING_NOT_INT',
  'BOOL_TYPE_INVALID_CONFIG',
  'ENUM_TYPE_BYTES_NOT_STRING',
  'ENUM_TYPE_FLOAT_NOT_STRING',
  'ENUM_TYPE_INT_NOT_STRING',
  'FEATURE_TYPE_NO_VALUES',
  'FEATURE_TYPE_UNEXPECTED_REPEATED',
  'FLOAT_TYPE_NOT_FLOAT',
  'FLOAT_TYPE_NON_STRING',
  'FLOAT_TYPE_UNKNOWN_TYPE_NUMBER',
  'INT_TYPE_INT_EXPECTED',
  'INT_TYPE_NOT_STRING',
  'INT_TYPE_STRING_EXPECTED',
  'INT_TYPE_UNKNOWN_TYPE_NUMBER',
  'SCHEMA_TRAINING_SERVING_SKEW',
  'STRING_TYPE_NOW_FLOAT',
  'STRING_TYPE_NOW_INT',
  'COMPARATOR_TREATMENT_DATA_MISSING',
  'NO_DATA_IN_SPAN',
  'NLP_WRONG_LOCATION',
  'EMBEDDING_SHAPE_INVALID',
  'CUSTOM_VALIDATION',
];

test('each type of anomaly is recorded from TFDV, but for those that it never finds', () => {
  const all = recorded.flatMap(({ anomalies }) => anomalies ?? []).map((one) => Buffer.from(one, 'base64'));
  const messages = [...all, readFixture('declared-anomalies.pb')].map((bytes) =>
    fromBinary(AnomaliesSchema, bytes),
  );
  const infos = messages.flatMap((one) => [
    ...Object.values(one.anomalyInfo),
    ...(one.datasetAnomalyInfo ? [one.datasetAnomalyInfo] : []),
  ]);
  const found = new Set(infos.flatMap(({ reason }) => reason.map(({ type }) => AnomalyInfo_Type[type])));
  const names = Object.values(AnomalyInfo_Type).filter((name) => typeof name === 'string');
  assert.deepEqual(names.filter((name) => !found.has(name)).sort(), NEVER_FOUND.toSorted());
});

test('inferSchema leaves out sparse and weighted features, as TFDV does', () => {
  const { feature } = inferSchema([datasetOf(readFixture('declared-statistics.pb'))], { shape: true });
  const names = feature.map(({ name }) => name);
  assert.ok(names.includes('values') && names.includes('score'));
  assert.ok(!names.includes('sparse') && !names.includes('weighted'));
});

test('sixDigits prints as C does', () => {
  const cases: readonly (readonly [number, string])[] = [
    [3, '3'],
    [-1.123456789, '-1.12346'],
    [1234567, '1.23457e+06'],
    [999999.5, '1e+06'],
    [100000, '100000'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [Number.POSITIVE_INFINITY, 'inf'],
  ];
  for (const [value, wanted] of cases) assert.equal(sixDigits(value), wanted);
});

test('applyFeatureView changes what the row changes and nothing else', () => {
  const schema = parseTextProto(SchemaSchema, readFixture('mixed-schema.pbtxt').toString());
  for (const feature of schema.feature) {
    const same = applyFeatureView(schema, viewSchemaFeature(feature, schema));
    assert.equal(printTextProto(SchemaSchema, same), printTextProto(SchemaSchema, schema));
  }
  const few = schema.feature.find(({ name }) => name === 'text_few')!;
  const row = viewSchemaFeature(few, schema);
  const changed = applyFeatureView(schema, {
    ...row,
    minimumFraction: 0.5,
    domain: { kind: 'string', name: 'text_few', values: ['red'] },
    driftThreshold: 0.1,
  });
  assert.deepEqual(diffSchemas(schema, changed), [
    {
      feature: 'text_few',
      change: 'changed',
      description:
        'least fraction of records 1 → 0.5; domain string name text_few 4 values → string name text_few 1 values; ' +
        'drift threshold none → 0.1',
    },
  ]);
});

test('removeFeature takes the domain along that only this feature had', () => {
  const schema = parseTextProto(SchemaSchema, readFixture('mixed-schema.pbtxt').toString());
  const removed = removeFeature(schema, 'text_few');
  assert.deepEqual(
    removed.stringDomain.map(({ name }) => name),
    ['text_unicode', 'text_lists'],
  );
  assert.deepEqual(diffSchemas(schema, removed), [
    { feature: 'text_few', change: 'removed', description: 'BYTES feature' },
  ]);
});
