import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import sharp from 'sharp';
import { decodeExample } from '../../formats/example/decode-example.ts';
import { readAllRecords } from '../../formats/testing/read-all-records.ts';
import { TemporaryFolder } from '../../formats/testing/temporary-folder.ts';
import { splitFiles } from '../examples-artifact.ts';
import { type ComponentRun, runComponent } from '../testing/run-component.ts';
import { exampleGen } from './definition.ts';
import { runExampleGen } from './executor.ts';

const SIZE = 16;

async function writePicture(file: string, channels: 1 | 3, value: number, width = SIZE): Promise<void> {
  const data = Buffer.alloc(width * SIZE * channels, value);
  const image = sharp(data, { raw: { width, height: SIZE, channels } });
  await (channels === 1 ? image.toColourspace('b-w') : image).png().toFile(file);
}

/** A folder in the layout of the Oxford-IIIT Pet set, with the mess that its archives hold. */
async function makePets(folder: TemporaryFolder, names: readonly string[]): Promise<void> {
  await mkdir(folder.join('pets', 'images'), { recursive: true });
  await mkdir(folder.join('pets', 'annotations', 'trimaps'), { recursive: true });
  for (const [index, name] of names.entries()) {
    await writePicture(image(folder, name), 3, index + 10);
    await writePicture(mask(folder, name), 1, (index % 3) + 1);
  }
  await writeFile(folder.join('pets', 'annotations', 'trimaps', '._hidden.png'), 'resource fork');
  await writeFile(folder.join('pets', 'images', 'notes.mat'), 'no image');
}

function image(folder: TemporaryFolder, name: string): string {
  return folder.join('pets', 'images', `${name}.png`);
}

function mask(folder: TemporaryFolder, name: string): string {
  return folder.join('pets', 'annotations', 'trimaps', `${name}.png`);
}

function run(folder: TemporaryFolder, parameters: object = {}, out = 'out'): Promise<ComponentRun> {
  return runComponent(exampleGen, runExampleGen, {
    parameters: { format: 'images', path: 'pets', ...parameters },
    folder: folder.join(out),
    notebookDirectory: folder.path,
  });
}

async function readSplit(done: ComponentRun, split: string) {
  const files = await splitFiles(done.output('examples').path, split);
  const records = await Promise.all(files.map((file) => readAllRecords(file)));
  return records.flat().map((record) => decodeExample(record));
}

const names = Array.from({ length: 20 }, (_, i) => `pet_${String(i).padStart(2, '0')}`);

test('ExampleGen writes images with their masks in the layout of the seed, split by fractions', async () => {
  using folder = new TemporaryFolder();
  await makePets(folder, names);
  const done = await run(folder, { resize: 8 });
  const { properties, customProperties } = done.output('examples');
  assert.deepEqual(properties, { split_names: '["train", "eval"]' });
  assert.equal(customProperties.payload_format, 'FORMAT_TF_EXAMPLE');
  assert.match(
    String(customProperties.input_fingerprint),
    /^split:single_split,num_files:40,total_bytes:\d+,/,
  );
  const [train, held] = [await readSplit(done, 'train'), await readSplit(done, 'eval')];
  assert.equal(train.length + held.length, names.length);
  assert.ok(held.length > 0 && held.length < train.length);
  for (const example of [...train, ...held]) {
    const [pixels, label] = [example.get('image')!, example.get('label')!];
    assert.deepEqual([pixels.kind, pixels.values.length, label.values.length], ['float', 8 * 8 * 3, 64]);
    assert.deepEqual(example.get('image_shape')?.values, BigInt64Array.of(8n, 8n, 3n));
    // Image k is filled with k + 10 and its mask with k modulo 3, shifted.
    assert.equal(Number(label.values[0]), (Number(pixels.values[0]) - 10) % 3);
  }
});

test('ExampleGen gives equal bytes for equal inputs, and other splits for another seed', async () => {
  using folder = new TemporaryFolder();
  await makePets(folder, names);
  const bytesOf = async (done: ComponentRun) =>
    readFile((await splitFiles(done.output('examples').path, 'train'))[0]!, 'hex');
  const [a, b, c] = [await run(folder), await run(folder, {}, 'b'), await run(folder, { seed: 7 }, 'c')];
  assert.equal(await bytesOf(a), await bytesOf(b));
  assert.notEqual(await bytesOf(a), await bytesOf(c));
});

test('ExampleGen names an image without a mask, and leaves masks without an image out', async () => {
  using folder = new TemporaryFolder();
  await makePets(folder, names.slice(0, 4));
  await writePicture(mask(folder, 'extra'), 1, 1);
  assert.equal(
    (await readSplit(await run(folder), 'train')).length +
      (await readSplit(await run(folder, {}, 'b'), 'eval')).length,
    4,
  );
  await writePicture(image(folder, 'lonely'), 3, 1);
  await assert.rejects(run(folder, {}, 'c'), {
    code: 'missing-mask',
    message: 'The image "images/lonely.png" has no mask "annotations/trimaps/lonely.png"',
  });
});

const mistakes: readonly (readonly [string, (folder: TemporaryFolder) => Promise<void>, string, RegExp])[] = [
  [
    'a code of no class',
    (f) => writePicture(mask(f, 'pet_01'), 1, 9),
    'bad-mask',
    /holds the code 9 at row 0, column 0; codes are 1 to 3/,
  ],
  [
    'another size',
    (f) => writePicture(mask(f, 'pet_01'), 1, 1, 8),
    'bad-mask',
    /has 8 x 16 pixels, its image 16 x 16/,
  ],
  ['no image', (f) => writeFile(image(f, 'pet_01'), 'hello'), 'not-an-image', /pet_01\.png/],
  [
    'a cut mask',
    async (f) => writeFile(mask(f, 'pet_01'), (await readFile(mask(f, 'pet_01'))).subarray(0, 60)),
    'not-an-image',
    /pet_01\.png/,
  ],
];

for (const [what, spoil, code, message] of mistakes) {
  test(`ExampleGen tells of ${what}, or skips and lists it where asked to`, async () => {
    using folder = new TemporaryFolder();
    await makePets(folder, names.slice(0, 3));
    await spoil(folder);
    await assert.rejects(run(folder), (error: { code: string; message: string }) => {
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
    const done = await run(folder, { on_bad_record: 'skip' }, 'skipped');
    assert.equal(done.output('examples').customProperties.skipped_records, 1);
    const list = JSON.parse(
      await readFile(folder.join('skipped', 'examples', 'skipped-records.json'), 'utf8'),
    );
    assert.equal(list[0].code, code);
  });
}

test('ExampleGen refuses a picture of more than 100 megapixels before decoding it', async () => {
  using folder = new TemporaryFolder();
  await makePets(folder, names.slice(0, 2));
  await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: 'red' } })
    .png({ compressionLevel: 1 })
    .toFile(image(folder, 'pet_00'));
  await assert.rejects(run(folder), { code: 'too-large' });
});

test('ExampleGen refuses a link out of the folder and follows one inside', async () => {
  using folder = new TemporaryFolder();
  await makePets(folder, names.slice(0, 2));
  await symlink(image(folder, 'pet_00'), image(folder, 'copy'));
  await symlink(mask(folder, 'pet_00'), mask(folder, 'copy'));
  const done = await run(folder);
  assert.equal((await readSplit(done, 'train')).length + (await readSplit(done, 'eval')).length, 3);
  await writePicture(folder.join('outside.png'), 3, 1);
  await symlink(folder.join('outside.png'), image(folder, 'way-out'));
  await symlink(mask(folder, 'pet_00'), mask(folder, 'way-out'));
  await assert.rejects(run(folder, {}, 'b'), { code: 'outside-folder' });
});

test('ExampleGen notices that the folder changed while it was read', async () => {
  using folder = new TemporaryFolder();
  await makePets(folder, names.slice(0, 2));
  const prepared = await exampleGen.prepare?.({
    parameters: exampleGen.parameters.parse({ format: 'images', path: 'pets' }),
    notebookDirectory: folder.path,
    signal: new AbortController().signal,
  });
  await makePets(folder, ['pet_00', 'pet_01', 'new']);
  const stale = { ...exampleGen, prepare: async () => prepared! };
  const running = runComponent(stale as never, runExampleGen, {
    parameters: { format: 'images', path: 'pets' },
    folder: folder.join('out'),
    notebookDirectory: folder.path,
  });
  await assert.rejects(running, { code: 'changed-while-read' });
});

test('ExampleGen reads class folders, with numbers by the order of their names', async () => {
  using folder = new TemporaryFolder();
  for (const [index, name] of ['dog', 'cat', 'dog', 'cat', 'ant'].entries()) {
    await mkdir(folder.join('pets', name), { recursive: true });
    await writePicture(folder.join('pets', name, `${index}.png`), 3, index);
  }
  const done = await run(folder, {
    output_config: { split_config: { splits: [{ name: 'all', fraction: 1 }] } },
  });
  assert.deepEqual(done.output('examples').customProperties.classes, { names: ['ant', 'cat', 'dog'] });
  const labels = (await readSplit(done, 'all')).map((example) => Number(example.get('label')?.values[0]));
  assert.deepEqual(labels, [0, 1, 1, 2, 2]);
});

test('ExampleGen names a folder that does not exist', async () => {
  using folder = new TemporaryFolder();
  await assert.rejects(run(folder), {
    code: 'no-such-folder',
    location: { file: folder.join('pets'), parameter: 'path' },
  });
});
