import type { ExamplesView } from '../../contract/examples.ts';
import { decodeExample } from '../../formats/example/decode-example.ts';
import { type Example, type FeatureValue, numbersOf } from '../../formats/example/feature-value.ts';
import { detectImageFormat } from '../../formats/statistics/image-format.ts';
import type { RecordStore } from '../../formats/tfrecord/record-store.ts';

export type FeatureDescription = ExamplesView['features'][number] & {
  /** For an image of numbers: the values of black and white. */
  readonly range?: readonly [number, number];
};

/** Records looked at to tell what features are. */
const LOOKED_AT = 8;

/** What each feature of a split is and how it may be shown, told from its first records. */
export async function describeFeatures(store: RecordStore): Promise<readonly FeatureDescription[]> {
  const examples: Example[] = [];
  for await (const { record, bytes } of store.scan(0, Math.min(LOOKED_AT, store.size))) {
    examples.push(decodeExample(bytes, { record }));
  }
  const names = [...new Set(examples.flatMap((example) => [...example.keys()]))].sort();
  return names.map((name) => describeFeature(name, examples));
}

function describeFeature(name: string, examples: readonly Example[]): FeatureDescription {
  const example = examples.find((one) => one.has(name)) ?? new Map<string, FeatureValue>();
  const value = example.get(name);
  if (!value) return { name, kind: 'bytes', display: 'values' };
  const shape = shapeOf(name, value, example);
  if (value.kind === 'bytes') {
    const isImage =
      value.values.length === 1 && detectImageFormat(value.values[0] ?? new Uint8Array()) !== null;
    return { name, kind: value.kind, display: isImage ? 'image' : 'values' };
  }
  if (shape?.length === 3) {
    const range = rangeOf(examples.flatMap((one) => one.get(name) ?? []));
    return { name, kind: value.kind, display: 'image', shape: [...shape], range };
  }
  const isMask = shape?.length === 2 && Math.min(...shape) > 1 && holdsCodes(value);
  return {
    name,
    kind: value.kind,
    display: isMask ? 'mask' : 'values',
    ...(shape ? { shape: [...shape] } : {}),
  };
}

/**
 * Height, width and channels: from the feature `<name>_shape`, else of a square RGB or one-channel picture of at least
 * 8 pixels a side. `image_xf` of Transform has no shape feature of its own.
 */
export function shapeOf(name: string, value: FeatureValue, example: Example): readonly number[] | null {
  const { length } = value.values;
  const given = numbersOf(example.get(`${name}_shape`));
  if (given && Array.from(given).reduce((a, b) => a * b, 1) === length) return Array.from(given);
  const side = Math.sqrt(length / 3);
  if (Number.isInteger(side) && side >= 8) return [side, side, 3];
  const single = Math.sqrt(length);
  return Number.isInteger(single) && single >= 8 ? [single, single] : null;
}

/** Values of black and white: of the three usual scalings the one that the values fit. */
function rangeOf(values: readonly FeatureValue[]): readonly [number, number] {
  const numbers = values.map((value) => numbersOf(value) ?? []);
  const some = (test: (value: number) => boolean): boolean =>
    numbers.some((list) => Array.prototype.some.call(list, test));
  if (some((value) => value < 0)) return [-1, 1];
  return some((value) => value > 1) ? [0, 255] : [0, 1];
}

/** Class codes are small; fractions come from masks that were resized smoothly. */
function holdsCodes(value: FeatureValue): boolean {
  const numbers = numbersOf(value);
  return (
    numbers !== undefined && Array.prototype.every.call(numbers, (code: number) => code >= 0 && code < 256)
  );
}
