import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { UploadSource } from '../../../destinations/hub/local-file.ts';
import { decodeExample } from '../../../formats/example/decode-example.ts';
import { type FeatureValue, numbersOf } from '../../../formats/example/feature-value.ts';
import { readRecordBatches } from '../../../formats/tfrecord/read-record-batches.ts';

/** Pictures for visitors to try: the first images of the evaluation split, as PNG files without loss. */
export async function exampleImages(
  examplesFolder: string,
  count: number,
  signal: AbortSignal,
): Promise<readonly UploadSource[]> {
  const files: UploadSource[] = [];
  for (const file of count === 0 ? [] : await splitFiles(examplesFolder)) {
    for await (const { records } of readRecordBatches(file, { signal })) {
      for (const record of records) {
        const bytes = await encodeImage(decodeExample(record));
        if (bytes !== null) {
          files.push({ path: `examples/${files.length + 1}.png`, content: { bytes } });
        }
        if (files.length === count) {
          return files;
        }
      }
    }
  }
  return files;
}

/** Record files of the evaluation split, or of the last split where none is named so. */
async function splitFiles(folder: string): Promise<readonly string[]> {
  const splits = (await readdir(folder)).filter((name) => name.startsWith('Split-')).sort();
  const split = splits.find((name) => name === 'Split-eval') ?? splits.at(-1);
  if (split === undefined) {
    return [];
  }
  const names = (await readdir(join(folder, split))).filter((name) => !name.startsWith('.')).sort();
  return names.map((name) => join(folder, split, name));
}

/** The picture of an example, given as an encoded file or as pixels from 0 to 255 with their shape. */
async function encodeImage(example: ReadonlyMap<string, FeatureValue>): Promise<Uint8Array | null> {
  const image = example.get('image');
  const encoded = image?.kind === 'bytes' ? image.values[0] : undefined;
  if (encoded !== undefined) {
    return await sharp(encoded).removeAlpha().png().toBuffer();
  }
  const values = numbersOf(image);
  const [height = 0, width = 0, channels = 3] = Array.from(numbersOf(example.get('image_shape')) ?? []);
  if (values?.length !== height * width * channels || (channels !== 1 && channels !== 3)) {
    return null;
  }
  const pixels = Uint8Array.from(values, (value) => Math.min(255, Math.max(0, Math.round(value))));
  return await sharp(pixels, { raw: { width, height, channels } }).png().toBuffer();
}
