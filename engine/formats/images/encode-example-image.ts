import sharp from 'sharp';
import { type Example, numbersOf } from '../example/feature-value.ts';

/**
 * The picture of an Example as a PNG file, from an encoded `image` or from pixels (0 to 255) with their `image_shape`;
 * null where the Example holds no picture.
 */
export async function encodeExampleImage(example: Example): Promise<Uint8Array | null> {
  const image = example.get('image');
  const encoded = image?.kind === 'bytes' ? image.values[0] : undefined;
  if (encoded !== undefined) {
    return await sharp(encoded).removeAlpha().png().toBuffer();
  }
  const values = numbersOf(image);
  const [height = 0, width = 0, channels = 3] = Array.from(numbersOf(example.get('image_shape')) ?? []);
  if (
    values === undefined ||
    values.length !== height * width * channels ||
    (channels !== 1 && channels !== 3)
  ) {
    return null;
  }
  const pixels = Uint8Array.from(values, (value) => Math.min(255, Math.max(0, Math.round(value))));
  return await sharp(pixels, { raw: { width, height, channels } }).png().toBuffer();
}
