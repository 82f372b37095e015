import type { ErrorLocation } from '../../base/reported-error.ts';
import { decodeFeature } from './decode-example.ts';
import { encodeExample } from './encode-example.ts';
import type { FeatureValue } from './feature-value.ts';
import { scanExample } from './scan-example.ts';

/**
 * Parses a tf.Example and serializes it anew, in `encodeExample`'s order; unknown fields go.
 * @throws FormatError "not-an-example"
 */
export function normalizeExample(bytes: Uint8Array, where: ErrorLocation = {}): Uint8Array {
  const example = new Map<string, FeatureValue | null>();
  for (const feature of scanExample(bytes, where)) {
    example.set(feature.name, decodeFeature(bytes, feature, where) ?? null);
  }
  return encodeExample(example);
}
