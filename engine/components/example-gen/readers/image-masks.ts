import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { encodeExample } from '../../../formats/example/encode-example.ts';
import { floatFeature, intFeature } from '../../../formats/example/feature-value.ts';
import { decodeImage, type Pixels } from '../../../formats/images/decode-image.ts';
import { decodeMask } from '../../../formats/images/decode-mask.ts';
import { resizeBilinear, resizeNearest } from '../../../formats/images/resize.ts';
import { ExampleGenError } from '../example-gen-error.ts';
import type { ExampleReader, ReaderContext } from './example-source.ts';
import { imageFeature } from './image-feature.ts';
import { type ImageMaskPair, pairImages } from './pair-images.ts';
import { readImages } from './read-images.ts';
import { shiftMask } from './shift-mask.ts';

/**
 * Images with masks, in the layout of the seed's Examples: `image` (HWC) and `label` (HW) as floats, row by row, and
 * their shapes.
 */
export const imageMasksReader: ExampleReader = {
  unit: 'images',
  async open(context) {
    const pairs = pairsOf(context);
    return { units: pairs.length, read: () => readImages(pairs, context, encodePair) };
  },
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

async function encodePair(pair: ImageMaskPair, { parameters }: ReaderContext): Promise<Uint8Array> {
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

function differentSizes(pair: ImageMaskPair, image: Pixels, mask: Pixels): ExampleGenError {
  return new ExampleGenError(
    'bad-mask',
    `The mask "${pair.mask}" has ${mask.width} x ${mask.height} pixels, its image ${image.width} x ${image.height}`,
    { location: { file: pair.mask }, hint: 'A mask must have one pixel for each pixel of its image.' },
  );
}
