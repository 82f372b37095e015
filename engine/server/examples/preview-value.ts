import type { ExampleRow } from '../../contract/examples.ts';
import { decodeExample } from '../../formats/example/decode-example.ts';
import type { FeatureValue } from '../../formats/example/feature-value.ts';

export type ValuePreview = ExampleRow['features'][string];

const PREVIEWED = 8;
const PREVIEWED_CHARACTERS = 200;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** A feature's first values; bytes that are not text are told by their number. */
export function previewValue(value: FeatureValue | undefined): ValuePreview {
  if (!value) return { kind: 'missing', length: 0, values: [] };
  const { kind, values } = value;
  const first: (number | string)[] = [];
  for (const one of values) {
    if (first.length === PREVIEWED) break;
    first.push(previewOne(one));
  }
  return { kind, length: values.length, values: first };
}

/** A record as a row of the table. */
export function previewRecord(record: number, bytes: Uint8Array): ExampleRow {
  const example = decodeExample(bytes, { record });
  const features = [...example].map(([name, value]) => [name, previewValue(value)] as const);
  return { record, features: Object.fromEntries(features) };
}

/** JSON has no NaN, no infinities and no large integers: these become text. */
function previewOne(value: number | bigint | Uint8Array): number | string {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  try {
    return decoder.decode(value).slice(0, PREVIEWED_CHARACTERS);
  } catch {
    return `${value.length} bytes`;
  }
}
