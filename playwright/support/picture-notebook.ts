import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { encodeExample } from '../../engine/formats/example/encode-example.ts';
import { bytesFeature, type FeatureValue, intFeature } from '../../engine/formats/example/feature-value.ts';
import { RecordWriter } from '../../engine/formats/tfrecord/record-writer.ts';

/** Records of the split of `writePictureNotebook`. */
export const pictureRecords = 240;

/**
 * A notebook of one cell that imports small pictures with fields to group them by: `breed` with two values, missing in
 * every fourth record, `weight` from 0 to 239 and `id`, which is different in each. Returns its path.
 */
export async function writePictureNotebook(folder: string): Promise<string> {
  await mkdir(path.join(folder, 'records'), { recursive: true });
  {
    await using writer = await RecordWriter.create(path.join(folder, 'records', 'part.tfrecord'));
    const picture = await sharp({
      create: { width: 16, height: 16, channels: 3, background: '#387' },
    })
      .png()
      .toBuffer();
    for (let record = 0; record < pictureRecords; record += 1)
      await writer.write(encodeExample(new Map(fieldsOf(record, picture))));
  }
  const notebook = path.join(folder, 'pictures.pipeline.yaml');
  await writeFile(notebook, notebookText);
  return notebook;
}

function fieldsOf(record: number, picture: Uint8Array): [string, FeatureValue][] {
  const fields: [string, FeatureValue][] = [
    ['image', bytesFeature([picture])],
    ['weight', intFeature([record])],
    ['id', bytesFeature([`id ${record}`])],
  ];
  if (record % 4 !== 0) fields.push(['breed', bytesFeature([record % 4 === 1 ? 'beagle' : 'pug'])]);
  return fields;
}

const notebookText = `millrace: 1
name: pictures
cells:
  - id: Data
    component: ExampleGen
    parameters:
      format: tfrecord
      path: records
      input_config: { splits: [{ name: train, pattern: "*" }] }
`;
