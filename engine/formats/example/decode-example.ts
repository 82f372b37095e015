import type { ErrorLocation } from '../../base/reported-error.ts';
import { FormatError } from '../format-error.ts';
import type { FeatureValue } from './feature-value.ts';
import { readBytes, readFloats, readInts } from './read-values.ts';
import { type ScannedFeature, scanExample } from './scan-example.ts';

/**
 * Decodes a serialized tf.Example. Numbers are copied, bytes are views of `bytes`.
 *
 * @example
 * const example = decodeExample(record, { file, record: 17 });
 * const image = example.get('image'); // { kind: 'float', values: Float32Array(49152) }
 * @throws FormatError "not-an-example" with the place given in `where`
 */
export function decodeExample(bytes: Uint8Array, where: ErrorLocation = {}): Map<string, FeatureValue> {
  const example = new Map<string, FeatureValue>();
  for (const feature of scanExample(bytes, where)) {
    const value = decodeFeature(bytes, feature, where);
    if (value) example.set(feature.name, value);
  }
  return example;
}

/** Decodes the values of one scanned feature; undefined where none of the three lists is set. */
export function decodeFeature(
  bytes: Uint8Array,
  feature: ScannedFeature,
  where: ErrorLocation = {},
): FeatureValue | undefined {
  const { kind, start, end } = feature;
  try {
    if (kind === 'float') return { kind, values: readFloats(bytes, start, end) };
    if (kind === 'int') return { kind, values: readInts(bytes, start, end) };
    return kind === 'bytes' ? { kind, values: readBytes(bytes, start, end) } : undefined;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError('not-an-example', `Cannot read feature "${feature.name}": ${reason}`, {
      location: { ...where, feature: feature.name },
      cause,
    });
  }
}
