import { decodeExample } from '../../formats/example/decode-example.ts';
import { numbersOf } from '../../formats/example/feature-value.ts';
import { decodeImage, type Pixels } from '../../formats/images/decode-image.ts';
import { type FeatureDescription, shapeOf } from '../examples/describe-features.ts';

/**
 * The picture that a feature of a record holds: RGB or grey for an image, one channel of class codes for a mask. Null
 * where the record has no such feature or it is no picture.
 */
export async function featurePixels(bytes: Uint8Array, feature: FeatureDescription): Promise<Pixels | null> {
  const example = decodeExample(bytes);
  const value = example.get(feature.name);
  if (!value) return null;
  if (value.kind === 'bytes') {
    const [file] = value.values;
    return file ? decodeImage(file, { name: feature.name, channels: 3 }) : null;
  }
  const numbers = numbersOf(value);
  const [height, width, channels = 1] = shapeOf(feature.name, value, example) ?? [];
  if (!numbers || height === undefined || width === undefined) return null;
  const [black, white] = feature.display === 'mask' ? [0, 255] : (feature.range ?? [0, 255]);
  return { width, height, channels, data: toBytes(numbers, black, 255 / (white - black)) };
}

function toBytes(values: ArrayLike<number>, black: number, scale: number): Uint8Array {
  // Clamped and rounded by the array itself.
  const data = new Uint8ClampedArray(values.length);
  for (let i = 0; i < values.length; i++) data[i] = ((values[i] as number) - black) * scale;
  return new Uint8Array(data.buffer);
}
