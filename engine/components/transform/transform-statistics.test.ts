import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fromBinary } from '@bufbuild/protobuf';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { floatFeature, intFeature } from '../../formats/example/feature-value.ts';
import { AnomaliesSchema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import { RecordWriter } from '../../formats/tfrecord/record-writer.ts';
import { writeAnomalies, writeStatistics } from './transform-statistics.ts';
import { transformedSchema } from './transformed-schema.ts';

const { signal } = new AbortController();

async function writeRecords(file: string, missing: number): Promise<void> {
  await using writer = await RecordWriter.create(file);
  for (const record of [0, 1, 2]) {
    const bucket = record < missing ? [] : ([['bucket', intFeature([record])]] as const);
    await writer.write(encodeExample(new Map([['unit', floatFeature([record])], ...bucket])));
  }
}

/** What is found in three records with "unit", of which `missing` lack "bucket", by a schema of integers and "unit". */
async function anomaliesOf(missing: number, names: readonly string[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-anomalies-'));
  const file = path.join(folder, 'examples.gz');
  await writeRecords(file, missing);
  const list = await writeStatistics(folder, [file], { signal });
  const schema = transformedSchema(names.map((name) => ({ name, dtype: 'int32', shape: [1] })));
  schema.feature = [
    ...schema.feature,
    ...transformedSchema([{ name: 'unit', dtype: 'float32', shape: [1] }]).feature,
  ];
  const found = await writeAnomalies(folder, list, schema);
  return { found, written: fromBinary(AnomaliesSchema, await readFile(path.join(folder, 'SchemaDiff.pb'))) };
}

test('writeAnomalies() finds nothing where every example follows the schema', async () => {
  const { found, written } = await anomaliesOf(0, ['bucket']);
  assert.deepEqual([found, written.anomalyInfo], [[], {}]);
  assert.equal(written.baselineSchema.case, 'baseline');
});

test('writeAnomalies() names a transformed feature that some examples lack', async () => {
  const { found, written } = await anomaliesOf(1, ['bucket']);
  assert.deepEqual(found, ['bucket']);
  assert.match(written.anomalyInfo.bucket!.description, /missing|present in fewer/i);
});

test('writeAnomalies() names features that the schema does not have, and those that no example has', async () => {
  const { found } = await anomaliesOf(0, ['other']);
  assert.deepEqual(found.sort(), ['bucket', 'other']);
});
