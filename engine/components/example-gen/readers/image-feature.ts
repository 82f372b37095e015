import sharp from 'sharp';
import { bytesFeature, type FeatureValue, floatFeature } from '../../../formats/example/feature-value.ts';
import type { Pixels } from '../../../formats/images/decode-image.ts';
import type { ExampleGenParameters } from '../parameters.ts';

/** An image as float pixels, row by row, or as an encoded file: the original where it was not resized, else PNG. */
export async function imageFeature(
  image: Pixels,
  original: Uint8Array | null,
  { image_encoding }: ExampleGenParameters,
): Promise<FeatureValue> {
  if (image_encoding === 'pixels') return floatFeature(Float32Array.from(image.data));
  if (original) return bytesFeature([original]);
  const raw = { width: image.width, height: image.height, channels: 3 } as const;
  return bytesFeature([await sharp(image.data, { raw }).png().toBuffer()]);
}
