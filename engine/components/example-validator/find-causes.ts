import { decodeFeature } from '../../formats/example/decode-example.ts';
import type { FeatureValue } from '../../formats/example/feature-value.ts';
import { scanExample } from '../../formats/example/scan-example.ts';
import type { Anomalies } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import type { Schema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { readRecordBatches } from '../../formats/tfrecord/read-record-batches.ts';
import type { CauseReport, CausingRecords } from './causes.ts';
import type { RecordTest } from './record-test.ts';
import { makeRecordTest } from './record-tests.ts';

export interface FindCausesOptions {
  readonly files: readonly string[];
  readonly schema: Schema;
  readonly anomalies: Anomalies;
  /** The feature whose values must be class codes; null where there is none. */
  readonly maskFeature: string | null;
  readonly signal: AbortSignal;
}

const MAXIMUM_LISTED = 1000;

interface Search {
  readonly feature: string;
  readonly test: RecordTest;
  readonly records: number[];
  count: number;
}

/**
 * Finds the records that cause each anomaly, numbered through the files of the split, and records of a mask with
 * values that are not whole numbers. Reads the records only when there is something to look for.
 */
export async function findCauses(options: FindCausesOptions): Promise<CauseReport> {
  const searches = Object.entries(options.anomalies.anomalyInfo).flatMap(([key, info]) => {
    const feature = info.path?.step[0] ?? key;
    const test = makeRecordTest(feature, info, options.schema);
    return test ? [startSearch(feature, test)] : [];
  });
  const mask = options.maskFeature === null ? null : searchMask(options.maskFeature);
  await search(options, mask ? [...searches, mask] : searches);
  return {
    anomalies: Object.fromEntries(searches.map((one) => [one.feature, resultOf(one)])),
    warnings: mask && mask.count > 0 ? [maskWarning(mask)] : [],
  };
}

function startSearch(feature: string, test: RecordTest): Search {
  return { feature, test, records: [], count: 0 };
}

async function search({ files, signal }: FindCausesOptions, searches: readonly Search[]): Promise<void> {
  if (searches.length === 0) return;
  let record = 0;
  for (const file of files) {
    for await (const { records, numbers } of readRecordBatches(file, { signal })) {
      for (const [index, bytes] of records.entries()) {
        searchRecord(bytes, record++, searches, { file, record: numbers[index] ?? 0 });
      }
    }
  }
}

function searchRecord(
  bytes: Uint8Array,
  record: number,
  searches: readonly Search[],
  where: { readonly file: string; readonly record: number },
): void {
  const scanned = new Map(scanExample(bytes, where).map((feature) => [feature.name, feature]));
  const valuesOf = (name: string): FeatureValue | undefined => {
    const feature = scanned.get(name);
    return feature && decodeFeature(bytes, feature, where);
  };
  for (const one of searches) {
    if (!one.test(valuesOf)) continue;
    one.count++;
    if (one.records.length < MAXIMUM_LISTED) one.records.push(record);
  }
}

function searchMask(feature: string): Search {
  return startSearch(feature, (valuesOf) => {
    const value = valuesOf(feature);
    return value?.kind === 'float' && !value.values.every(Number.isInteger);
  });
}

function resultOf({ count, records }: Search): CausingRecords {
  return { count, records };
}

function maskWarning(mask: Search): CauseReport['warnings'][number] {
  return {
    ...resultOf(mask),
    feature: mask.feature,
    short: 'Class codes that are not whole numbers',
    message:
      `The mask "${mask.feature}" has values that are not whole numbers in ${mask.count} records, as from resizing ` +
      'it smoothly. Accuracy counts such pixels as wrong. Resize masks by nearest neighbour.',
  };
}
