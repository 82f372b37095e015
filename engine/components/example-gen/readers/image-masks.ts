import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import sharp from 'sharp';
import { encodeExample } from '../../../formats/example/encode-example.ts';
import {
  bytesFeature,
  type FeatureValue,
  floatFeature,
  intFeature,
} from '../../../formats/example/feature-value.ts';
import { mapInOrder } from '../../../formats/files/map-in-order.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { decodeImage, type Pixels } from '../../../formats/images/decode-image.ts';
import { decodeMask } from '../../../formats/images/decode-mask.ts';
import { resizeBilinear, resizeNearest } from '../../../formats/images/resize.ts';
import { ExampleGenError } from '../example-gen-error.ts';
import type { ExampleGenParameters } from '../parameters.ts';
import type { ExampleReader, ReaderContext, SourceBatch } from './example-source.ts';
import { type ImageMaskPair, pairImages } from './pair-images.ts';
import { shiftMask } from './shift-mask.ts';

/** Images being decoded at once; each takes a thread of sharp's pool and a few megabytes. */
const IMAGES_IN_FLIGHT = 4;

/**
 * Images with masks, in the layout of the seed's Examples: `image` (HWC) and `label` (HW) as floats, row by row, and
 * their shapes.
 */
export const imageMasksReader: ExampleReader = {
  unit: 'images',
  async countUnits(context) {
    return pairsOf(context).length;
  },
  read: readPairs,
};

function pairsOf({ split, base, parameters }: ReaderContext): readonly ImageMaskPair[] {
  const files = split.files.map((absolutePath) => ({
    absolutePath,
    path: relative(base, absolutePath).split(sep).join('/'),
  }));
  const folders = {
    images: split.pattern + parameters.images_folder,
    masks: split.pattern + parameters.masks_folder,
  };
  return pairImages(files, folders);
}

async function* readPairs(context: ReaderContext): AsyncGenerator<SourceBatch> {
  let done = 0;
  const read = (pair: ImageMaskPair) => readPair(pair, context);
  for await (const { name, record } of mapInOrder(pairsOf(context), IMAGES_IN_FLIGHT, read)) {
    context.onProgress(++done);
    if (record) yield { records: [record], names: [name] };
  }
}

async function readPair(
  pair: ImageMaskPair,
  context: ReaderContext,
): Promise<{ readonly name: string; readonly record: Uint8Array | null }> {
  context.signal.throwIfAborted();
  try {
    return { name: pair.name, record: await encodePair(pair, context.parameters) };
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof ExampleGenError)) throw error;
    context.onBadRecord(error);
    return { name: pair.name, record: null };
  }
}

async function encodePair(pair: ImageMaskPair, parameters: ExampleGenParameters): Promise<Uint8Array> {
  const file = await readFile(pair.image);
  const [image, mask] = await Promise.all([
    decodeImage(file, { name: pair.image, channels: 3 }),
    readFile(pair.mask).then((bytes) => decodeMask(bytes, pair.mask)),
  ]);
  if (image.width !== mask.width || image.height !== mask.height) throw differentSizes(pair, image, mask);
  const side = parameters.resize;
  const scaled = side ? resizeBilinear(image, side, side) : image;
  const codes = shiftMask(mask, pair.mask, parameters);
  const label = side ? resizeNearest(codes, side, side) : codes;
  return encodeExample(
    new Map([
      ['image', await imageFeature(scaled, scaled === image ? file : null, parameters)],
      ['image_shape', intFeature([scaled.height, scaled.width, 3])],
      ['label', floatFeature(Float32Array.from(label.data))],
      ['label_shape', intFeature([label.height, label.width])],
    ]),
  );
}

async function imageFeature(
  image: Pixels,
  file: Uint8Array | null,
  { image_encoding }: ExampleGenParameters,
): Promise<FeatureValue> {
  if (image_encoding === 'pixels') return floatFeature(Float32Array.from(image.data));
  if (file) return bytesFeature([file]);
  const raw = { width: image.width, height: image.height, channels: 3 } as const;
  return bytesFeature([await sharp(image.data, { raw }).png().toBuffer()]);
}

function differentSizes(pair: ImageMaskPair, image: Pixels, mask: Pixels): ExampleGenError {
  return new ExampleGenError(
    'bad-mask',
    `The mask "${pair.mask}" has ${mask.width} x ${mask.height} pixels, its image ${image.width} x ${image.height}`,
    { location: { file: pair.mask }, hint: 'A mask must have one pixel for each pixel of its image.' },
  );
}
