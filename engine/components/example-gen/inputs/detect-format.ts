import type { ListedFile } from '../../../base/list-files.ts';
import { ExampleGenError } from '../example-gen-error.ts';
import type { ExampleGenParameters } from '../parameters.ts';
import { isImageFile } from '../readers/pair-images.ts';
import type { InputFormat } from './input-split.ts';

/** Endings of the names of TFRecord files, for whose naming there is no one convention. */
const TFRECORD = /\.(?:tfrecords?|tfrec|records?)(?:\.gz)?$|tfrecord[^/]*$|-of-\d{5}(?:\.gz)?$/i;

/** @throws ExampleGenError "no-input-files" when "auto" finds nothing it knows */
export function detectFormat(files: readonly ListedFile[], parameters: ExampleGenParameters): InputFormat {
  const { format } = parameters;
  if (format === 'images') return imageLayout(files, parameters);
  if (format !== 'auto' && format !== 'huggingface') return format;
  const found = files.map(({ path }) => formatOf(path)).find((known) => known !== null);
  if (!found) {
    throw new ExampleGenError('no-input-files', 'No TFRecord, CSV, Parquet or image file was found', {
      location: { parameter: 'path' },
      hint: 'Check the path, or set the format if the files have unusual names.',
    });
  }
  return found === 'images' ? imageLayout(files, parameters) : found;
}

function formatOf(path: string): Exclude<InputFormat, 'image-masks' | 'image-classes'> | 'images' | null {
  if (path.endsWith('.parquet')) return 'parquet';
  if (/\.(?:csv|tsv)(?:\.gz)?$/i.test(path)) return 'csv';
  if (TFRECORD.test(path)) return 'tfrecord';
  return isImageFile(path) ? 'images' : null;
}

/** Images with masks where the masks folder exists or is asked for, otherwise one folder a class. */
function imageLayout(
  files: readonly ListedFile[],
  { images_folder, masks_folder }: ExampleGenParameters,
): InputFormat {
  const folders = [images_folder, masks_folder].map((folder) => `${folder}/`);
  const hasEither = files.some(({ path }) =>
    folders.some((folder) => path.startsWith(folder) || path.includes(`/${folder}`)),
  );
  return hasEither ? 'image-masks' : 'image-classes';
}
