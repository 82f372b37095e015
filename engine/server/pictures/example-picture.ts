import sharp from 'sharp';
import type { Pixels } from '../../formats/images/decode-image.ts';
import { classLegend } from '../class-legend.ts';
import { exampleStore } from '../examples/example-stores.ts';
import { namedProperties } from '../examples/view-examples.ts';
import type { PipelineAccess } from '../handler.ts';
import { featurePixels } from './feature-pixels.ts';
import { paintMask } from './paint-mask.ts';
import type { Picture } from './picture.ts';
import { pictureFeature } from './picture-feature.ts';

export interface ExamplePictureRequest {
  readonly artifactId: number;
  readonly split: string;
  readonly record: number;
  readonly feature: string;
  /** The picture is fitted into a square of so many pixels, never enlarged; null for its own size. */
  readonly size: number | null;
  /** Class codes as grey values instead of colours. */
  readonly raw: boolean;
}

/** One feature of one record as PNG; null where there is no such picture. */
export async function drawExample(
  request: ExamplePictureRequest,
  pipeline: PipelineAccess,
): Promise<Picture | null> {
  const { artifactId, split, record, size, raw } = request;
  const feature = await pictureFeature(pipeline, artifactId, split, request.feature);
  if (!feature) return null;
  const store = await exampleStore(pipeline, artifactId, split);
  if (record >= store.size) return null;
  const pixels = await featurePixels(await store.read(record), feature);
  if (!pixels) return null;
  const isMask = feature.display === 'mask';
  const legend = isMask && !raw ? classLegend(namedProperties(pipeline, artifactId), 256) : null;
  const painted = legend ? paintMask(pixels, legend) : pixels;
  return { contentType: 'image/png', body: await encode(painted, size, isMask ? 'nearest' : 'lanczos3') };
}

async function encode(
  { data, width, height, channels }: Pixels,
  size: number | null,
  kernel: 'nearest' | 'lanczos3',
): Promise<Uint8Array> {
  const image = sharp(data, { raw: { width, height, channels: channels as 1 | 3 | 4 } });
  const options = { fit: 'inside', kernel, withoutEnlargement: true } as const;
  const fitted = size === null ? image : image.resize(size, size, options);
  // Otherwise grey values would be written as three equal channels.
  const coloured = channels === 1 ? fitted.toColourspace('b-w') : fitted;
  return coloured.png({ compressionLevel: 3 }).toBuffer();
}
