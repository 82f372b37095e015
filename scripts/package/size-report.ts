import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';

/** What an installer may weigh, compressed, in MB (10^6 bytes). */
export const budgetMegabytes = 450;

/** A part of the app with its bytes on disk and in an installer. */
export interface PartSize {
  readonly name: string;
  readonly bytes: number;
  readonly compressed: number;
}

/** Returns all files below a folder; links lead nowhere. */
async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Which part of the app a file belongs to; `file` is relative to its resources. The first that fits counts. */
const parts: readonly (readonly [string, RegExp])[] = [
  ['TensorFlow', /^node_modules\/@tensorflow\/tfjs-node-gpu\/deps\//],
  ['npm packages', /^node_modules\//],
  ['Node 24', /^node\//],
  ['engine', /^engine\//],
  ['sample and templates', /^assets\//],
  ['window', /^dist\//],
  ['encoder', /^encoders\//],
  ['licences', /^licenses\//],
];

export function partOf(file: string): string {
  return parts.find(([, pattern]) => pattern.test(file))?.[0] ?? 'Electron and main';
}

/** Measures what takes the room in an unpacked app, largest first. */
export async function measureParts(app: string, resources: string): Promise<readonly PartSize[]> {
  const groups = Map.groupBy(await filesOf(app), (file) =>
    partOf(path.relative(resources, file).replaceAll(path.sep, '/')),
  );
  const sizes = await Promise.all([...groups].map(([name, files]) => measurePart(name, files)));
  return sizes.sort((a, b) => b.bytes - a.bytes);
}

async function measurePart(name: string, files: readonly string[]): Promise<PartSize> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return { name, bytes: sum(sizes), compressed: await compressedBytes(files) };
}

/** The bytes of files in one Zstandard stream, as in an AppImage; the xz of a deb is about a seventh smaller. */
async function compressedBytes(files: readonly string[]): Promise<number> {
  let bytes = 0;
  const compressor = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 9 } });
  const counter = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      done();
    },
  });
  await pipeline(contents(files), compressor, counter);
  return bytes;
}

async function* contents(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) yield* createReadStream(file, { highWaterMark: 2 ** 20 });
}

/** Says what takes the room: MB unpacked, MB compressed, and the budget. */
export function wordSizes(sizes: readonly PartSize[]): string {
  const whole = {
    name: `in all; an installer may take ${budgetMegabytes} MB`,
    bytes: sum(sizes.map(({ bytes }) => bytes)),
    compressed: compressedWhole(sizes),
  };
  return ['unpacked  compressed', ...[...sizes, whole].map(row)].join('\n');
}

export function isWithinBudget(sizes: readonly PartSize[]): boolean {
  return compressedWhole(sizes) <= budgetMegabytes * 1e6;
}

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
const compressedWhole = (sizes: readonly PartSize[]): number =>
  sum(sizes.map(({ compressed }) => compressed));
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1).padStart(8);
const row = ({ name, bytes, compressed }: PartSize): string =>
  `${megabytes(bytes)}  ${megabytes(compressed)} MB  ${name}`;
