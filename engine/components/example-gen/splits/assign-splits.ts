import { hash } from 'node:crypto';
import { decodeFeature } from '../../../formats/example/decode-example.ts';
import { encodeExample } from '../../../formats/example/encode-example.ts';
import { scanExample } from '../../../formats/example/scan-example.ts';
import { ExampleGenError } from '../example-gen-error.ts';
import type { SplitRule } from './output-splits.ts';

/** Gives the split of a record; `name` is what it is known by where there is something better than its bytes. */
export type AssignSplit = (record: Uint8Array, name?: string) => string;

/**
 * The function that shares out records by a rule. Each decision depends on the record (or its name) alone, so adding
 * records never moves others.
 */
export function assignSplit(rule: SplitRule): AssignSplit {
  if (rule.kind === 'keep') return () => rule.split;
  if (rule.kind === 'fraction') return (record, name) => byFraction(name ?? record, rule);
  const total = rule.splits.reduce((sum, { buckets }) => sum + buckets, 0);
  return (record) => byHash(record, rule, total);
}

/**
 * TFX's split (components/example_gen/base_example_gen_executor.py): sha256 of the serialized record or feature as a
 * big-endian number, modulo all buckets; the split is the first whose cumulative bound lies above.
 */
function byHash(record: Uint8Array, rule: SplitRule & { readonly kind: 'hash' }, total: number): string {
  const key = rule.feature === null ? record : partitionKey(record, rule.feature);
  // As a string of one character a byte: for a short record a buffer would cost more than the hash.
  let rest = moduloOf(hash('sha256', key, 'binary'), total);
  for (const { name, buckets } of rule.splits) {
    if (rest < buckets) return name;
    rest -= buckets;
  }
  throw new RangeError('A remainder lies outside its divisor');
}

/** A big-endian number, a byte a character, modulo a small one; no step leaves the exact integers. */
function moduloOf(digest: string, divisor: number): number {
  let rest = 0;
  for (let i = 0; i < digest.length; i++) rest = (rest * 256 + digest.charCodeAt(i)) % divisor;
  return rest;
}

function byFraction(key: string | Uint8Array, rule: SplitRule & { readonly kind: 'fraction' }): string {
  const prefix = Buffer.from(`${rule.seed}:`);
  const digest = hash(
    'sha256',
    Buffer.concat([prefix, typeof key === 'string' ? Buffer.from(key) : key]),
    'buffer',
  );
  const position = digest.readUIntBE(0, 6) / 2 ** 48;
  let bound = 0;
  for (const { name, fraction } of rule.splits) {
    bound += fraction;
    if (position < bound) return name;
  }
  return rule.splits.at(-1)?.name ?? '';
}

/** The serialized tensorflow.Feature that the split is made by; only bytes and integers, as in TFX. */
function partitionKey(record: Uint8Array, name: string): Uint8Array {
  const scanned = scanExample(record).find((feature) => feature.name === name);
  const value = scanned && decodeFeature(record, scanned);
  if (!value || value.kind === 'float' || value.values.length === 0) {
    const problem = !value ? 'is missing' : value.kind === 'float' ? 'holds floats' : 'is empty';
    throw new ExampleGenError(
      'wrong-split',
      `Cannot split by the feature "${name}": it ${problem} in a record`,
      {
        location: { parameter: 'output_config', feature: name },
        hint: 'Split by a feature of strings or integers that every record has.',
      },
    );
  }
  return featureBytes(encodeExample(new Map([['', value]])));
}

/** Cuts the Feature out of a serialized Example that holds it under the empty name. */
function featureBytes(example: Uint8Array): Uint8Array {
  const bytesOfVarint = (at: number): number => {
    let end = at;
    while ((example[end] ?? 0) >= 128) end++;
    return end + 1;
  };
  // Example.features, its length; entry, its length; key with length 0; value, its length.
  const entry = bytesOfVarint(bytesOfVarint(1) + 1);
  return example.subarray(bytesOfVarint(entry + 3));
}
