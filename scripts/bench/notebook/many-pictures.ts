import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { encodeExample } from '../../../engine/formats/example/encode-example.ts';
import { bytesFeature, intFeature } from '../../../engine/formats/example/feature-value.ts';
import { RecordWriter } from '../../../engine/formats/tfrecord/record-writer.ts';

const kinds = 48;
const side = 64;
const maskSide = 32;

/** A notebook of one cell that imports `count` records, each a small picture with its mask. Returns its path. */
export async function writeManyPictures(folder: string, count: number): Promise<string> {
  const data = path.join(folder, 'records');
  await mkdir(data, { recursive: true });
  await using writer = await RecordWriter.create(path.join(data, 'part.tfrecord'));
  const examples = await Promise.all(Array.from({ length: kinds }, (_, kind) => drawExample(kind)));
  for (let record = 0; record < count; record += 1) {
    await writer.write(examples[(record * 31) % kinds] ?? new Uint8Array());
  }
  const notebook = path.join(folder, 'many.pipeline.yaml');
  await writeFile(notebook, notebookText);
  return notebook;
}

const notebookText = `millrace: 1
name: many-pictures
cells:
  - id: ExampleGen
    component: ExampleGen
    parameters:
      format: tfrecord
      path: records
      input_config: { splits: [{ name: train, pattern: "*" }] }
`;

/** A disc on a plain ground; its mask has one class inside and another outside. */
async function drawExample(kind: number): Promise<Uint8Array> {
  const hue = (kind * 360) / kinds;
  const radius = 8 + (kind % 20);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">
    <rect width="100%" height="100%" fill="hsl(${hue}, 30%, 25%)"/>
    <circle cx="32" cy="32" r="${radius}" fill="hsl(${(hue + 140) % 360}, 70%, 60%)"/></svg>`;
  const png = await sharp(Buffer.from(svg)).png().toBuffer();
  const mask = Array.from({ length: maskSide * maskSide }, (_, index) => {
    const x = (index % maskSide) - maskSide / 2;
    const y = Math.floor(index / maskSide) - maskSide / 2;
    return Math.hypot(x, y) * 2 < radius ? 0 : 1;
  });
  return encodeExample(
    new Map([
      ['image', bytesFeature([png])],
      ['label', intFeature(mask)],
      ['label_shape', intFeature([maskSide, maskSide])],
      ['kind', intFeature([kind])],
    ]),
  );
}
