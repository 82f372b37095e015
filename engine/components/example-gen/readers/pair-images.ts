import { posix } from 'node:path';
import { ExampleGenError } from '../example-gen-error.ts';

/** A file below the data folder: its path with forward slashes, and where it lies. */
export interface DataFile {
  readonly path: string;
  readonly absolutePath: string;
}

export interface ImageMaskPair {
  /** The image's path without the images folder and the ending; both files share it. */
  readonly name: string;
  readonly image: string;
  readonly mask: string;
}

export interface PairingFolders {
  readonly images: string;
  readonly masks: string;
}

const IMAGE_ENDINGS = new Set(['.jpg', '.jpeg', '.png', '.webp', '.gif', '.tif', '.tiff', '.bmp', '.avif']);

export function isImageFile(path: string): boolean {
  return IMAGE_ENDINGS.has(posix.extname(path).toLowerCase());
}

/**
 * Pairs each image with the mask of the same name, ending aside, in the order of names. The seed paired by position,
 * which one missing file shifts for all that follow. Masks without an image are left out.
 *
 * @throws ExampleGenError "missing-mask" naming the images, "no-input-files" when there is no image
 */
export function pairImages(files: readonly DataFile[], folders: PairingFolders): readonly ImageMaskPair[] {
  const images = inFolder(files, folders.images);
  const masks = new Map(inFolder(files, folders.masks).map(({ name, file }) => [name, file.absolutePath]));
  const missing = images.filter(({ name }) => !masks.has(name));
  if (missing.length > 0) throw missingMasks(missing, folders);
  if (images.length === 0) {
    throw new ExampleGenError('no-input-files', `No image was found in "${folders.images}"`, {
      hint: 'Set images_folder to the folder that holds the images (JPEG, PNG, WebP…).',
      location: { parameter: 'images_folder' },
    });
  }
  return images.map(({ name, file }) => ({ name, image: file.absolutePath, mask: masks.get(name) ?? '' }));
}

interface NamedFile {
  readonly name: string;
  readonly file: DataFile;
}

function inFolder(files: readonly DataFile[], folder: string): NamedFile[] {
  const prefix = folder === '' || folder === '.' ? '' : `${posix.normalize(folder).replace(/\/$/, '')}/`;
  return files
    .filter(({ path }) => path.startsWith(prefix) && isImageFile(path))
    .map((file) => ({ name: file.path.slice(prefix.length).replace(/\.[^.]*$/, ''), file }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function missingMasks(missing: readonly NamedFile[], folders: PairingFolders): ExampleGenError {
  const [first] = missing;
  const others = missing.length === 1 ? '' : ` (and ${missing.length - 1} more images have none)`;
  return new ExampleGenError(
    'missing-mask',
    `The image "${first?.file.path}" has no mask "${folders.masks}/${first?.name}.png"${others}`,
    {
      location: first ? { file: first.file.absolutePath } : {},
      hint: 'Add the missing masks, or move images without a mask out of the images folder.',
      details: missing.map(({ file }) => file.path).join('\n'),
    },
  );
}
