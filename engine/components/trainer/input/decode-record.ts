import { decodeFeature } from '../../../formats/example/decode-example.ts';
import type { FeatureValue } from '../../../formats/example/feature-value.ts';
import { scanExample } from '../../../formats/example/scan-example.ts';
import { TrainerError } from '../trainer-error.ts';
import { type BatchFeature, elementsOf } from './batch-feature.ts';

/** One example's values, in the order of the features. */
export type DecodedRecord = readonly (Float32Array | Int32Array)[];

/** Takes the wanted features out of a serialized example. @throws TrainerError "no-examples" when one is missing or short */
export function decodeRecord(
  bytes: Uint8Array,
  features: readonly BatchFeature[],
  where: { readonly file: string; readonly record: number },
): DecodedRecord {
  const scanned = new Map(scanExample(bytes, where).map((feature) => [feature.name, feature]));
  return features.map((feature) => {
    const found = scanned.get(feature.name);
    const value = found === undefined ? undefined : decodeFeature(bytes, found, where);
    const numbers = value === undefined ? undefined : toNumbers(value, feature.dtype);
    if (numbers?.length !== elementsOf(feature)) {
      throw misfit(feature, numbers?.length, where);
    }
    return numbers;
  });
}

function toNumbers(value: FeatureValue, dtype: BatchFeature['dtype']): Float32Array | Int32Array | undefined {
  if (value.kind === 'bytes') {
    return undefined;
  }
  if (dtype === 'float32') {
    return value.kind === 'float' ? value.values : Float32Array.from(value.values, Number);
  }
  return Int32Array.from(value.values as ArrayLike<number | bigint>, Number);
}

function misfit(
  { name, shape }: BatchFeature,
  found: number | undefined,
  where: { readonly file: string; readonly record: number },
): TrainerError {
  const what = found === undefined ? 'has no numbers' : `has ${found} values`;
  return new TrainerError('no-examples', `Feature "${name}" of record ${where.record} ${what}`, {
    hint: `Its shape in the transformed schema is [${shape.join(', ')}]`,
    location: { ...where, feature: name },
  });
}
