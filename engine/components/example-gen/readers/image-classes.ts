import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { encodeExample } from '../../../formats/example/encode-example.ts';
import { bytesFeature, intFeature } from '../../../formats/example/feature-value.ts';
import { decodeImage } from '../../../formats/images/decode-image.ts';
import { resizeBilinear } from '../../../formats/images/resize.ts';
import { ExampleGenError } from '../example-gen-error.ts';
import type { ExampleReader, ReaderContext } from './example-source.ts';
import { imageFeature } from './image-feature.ts';
import { isImageFile } from './pair-images.ts';
import { readImages } from './read-images.ts';

interface LabelledImage {
  readonly name: string;
  readonly file: string;
  readonly label: string;
  readonly code: number;
}

/**
 * One folder of images a class: `image`, `image_shape`, `label` (the class's number, by the order of the folders'
 * names) and `class` (its name).
 */
export const imageClassesReader: ExampleReader = {
  unit: 'images',
  async open(context) {
    const images = listImages(context);
    return { units: images.length, read: () => readImages(images, context, encodeImage) };
  },
};

/** The class names of a split, in the order of their numbers. @throws ExampleGenError "no-input-files" */
export function classNames({ split, base }: Pick<ReaderContext, 'split' | 'base'>): readonly string[] {
  const names = split.files.flatMap((file) => {
    const [label, ...rest] = pathInSplit(file, base, split.pattern);
    return label !== undefined && rest.length > 0 && isImageFile(file) ? [label] : [];
  });
  if (names.length > 0) return [...new Set(names)].sort();
  throw new ExampleGenError('no-input-files', `No folder with images was found in "${base}"`, {
    location: { file: base, parameter: 'path' },
    hint: 'Put the images of each class into a folder of its own, named as the class.',
  });
}

function listImages(context: ReaderContext): readonly LabelledImage[] {
  const { split, base } = context;
  const codes = new Map(classNames(context).map((name, code) => [name, code]));
  return split.files.flatMap((file) => {
    const parts = pathInSplit(file, base, split.pattern);
    const [label = ''] = parts;
    const code = codes.get(label);
    return parts.length < 2 || code === undefined || !isImageFile(file)
      ? []
      : [{ name: parts.join('/'), file, label, code }];
  });
}

function pathInSplit(file: string, base: string, prefix: string): string[] {
  return relative(base, file).split(sep).join('/').slice(prefix.length).split('/');
}

async function encodeImage(
  { file, label, code }: LabelledImage,
  { parameters }: ReaderContext,
): Promise<Uint8Array> {
  const bytes = await readFile(file);
  const image = await decodeImage(bytes, { name: file, channels: 3 });
  const side = parameters.resize;
  const scaled = side ? resizeBilinear(image, side, side) : image;
  return encodeExample(
    new Map([
      ['image', await imageFeature(scaled, scaled === image ? bytes : null, parameters)],
      ['image_shape', intFeature([scaled.height, scaled.width, 3])],
      ['label', intFeature([code])],
      ['class', bytesFeature([label])],
    ]),
  );
}
