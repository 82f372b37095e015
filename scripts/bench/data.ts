import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeImages } from './data/write-images.ts';
import { writeCsv, writeParquet } from './data/write-tables.ts';
import type { Measurement } from './measurement.ts';

const run = promisify(execFile);
const ROUNDS = 3;
const IMAGES = 1000;
const GROWTH = [250, 500, 1000, 2000] as const;
const CSV_ROWS = 1_000_000;
/** About 20 MB. */
const PARQUET_ROWS = 300_000;
/** Links to one file of 262 MB: 10.5 GB to read, none to write first. */
const LARGE_LINKS = 40;
const OUR_SPLITS = ['train', 'eval'] as const;

interface Figures {
  readonly seconds: number;
  readonly mebibytes: number;
}

/** Times and memory of ExampleGen and StatisticsGen, each in a process of its own; medians of three rounds. */
export async function bench(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  try {
    return [
      ...(await benchImages(folder)),
      ...(await benchGrowth(folder)),
      ...(await benchTable(folder, 'Parquet', '20 MB', (file) => writeParquet(file, PARQUET_ROWS))),
      ...(await benchTable(folder, 'CSV', '1,000,000 lines', (file) => writeCsv(file, CSV_ROWS))),
      ...(await benchLarge(folder)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchImages(folder: string): Promise<Measurement[]> {
  const source = join(folder, 'images');
  await mkdir(source);
  await writeImages(join(source, 'images.tfrecord'), IMAGES);
  const { size } = await stat(join(source, 'images.tfrecord'));
  const what = `${IMAGES} Examples (${Math.round(size / 1e6)} MB)`;
  const imported = await measure('import', source, join(folder, 'imported'));
  const importPeer = await measurePeer('import', source, folder);
  const examples = join(folder, 'imported', 'examples');
  const described = await measure('statistics', examples, join(folder, 'described'));
  const describePeer = await measurePeer('statistics', examples, folder);
  return [
    compare(`import ${what}`, imported.seconds, 's', importPeer?.seconds),
    compare(`memory to import ${what}`, imported.mebibytes, 'MiB', importPeer?.mebibytes),
    compare(`statistics of ${what}`, described.seconds, 's', describePeer?.seconds),
    compare(`memory for statistics of ${what}`, described.mebibytes, 'MiB', describePeer?.mebibytes),
  ];
}

/** Import and statistics of one, two, four and eight times as much. */
async function benchGrowth(folder: string): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const [index, count] of GROWTH.entries()) {
    const source = join(folder, `growth-${count}`);
    await mkdir(source);
    await writeImages(join(source, 'images.tfrecord'), count);
    const out = join(folder, 'grown');
    const imported = await measure('import', source, out);
    const described = await measure('statistics', join(out, 'examples'), join(folder, 'grown-described'));
    const times = `${2 ** index}x: ${count} Examples`;
    measurements.push(compare(`import ${times}`, imported.seconds, 's'));
    measurements.push(compare(`statistics ${times}`, described.seconds, 's'));
    await rm(source, { recursive: true });
  }
  return measurements;
}

async function benchTable(
  folder: string,
  format: 'CSV' | 'Parquet',
  size: string,
  write: (file: string) => Promise<void>,
): Promise<Measurement[]> {
  const source = join(folder, format);
  await mkdir(source);
  await write(join(source, `table.${format.toLowerCase()}`));
  const out = join(folder, `${format}-imported`);
  const imported = await measure('import', source, out);
  const described = await measure('statistics', join(out, 'examples'), join(folder, `${format}-described`));
  return [
    compare(`import ${format} of ${size}`, imported.seconds, 's'),
    compare(`memory to import ${format} of ${size}`, imported.mebibytes, 'MiB'),
    compare(`statistics of ${format} of ${size}`, described.seconds, 's'),
  ];
}

async function benchLarge(folder: string): Promise<Measurement[]> {
  const source = join(folder, 'large');
  await mkdir(source);
  await writeImages(join(source, 'images.tfrecord'), IMAGES);
  for (let i = 1; i < LARGE_LINKS; i++) await symlink('images.tfrecord', join(source, `link-${i}.tfrecord`));
  const imported = await measureOnce('import', source, join(folder, 'large-imported'));
  const examples = join(folder, 'large-imported', 'examples');
  const described = await measureOnce('statistics', examples, join(folder, 'large-described'));
  return [
    compare('memory to import 10 GB of Examples', imported.mebibytes, 'MiB'),
    compare('memory for statistics of 10 GB of Examples', described.mebibytes, 'MiB'),
  ];
}

async function measure(what: 'import' | 'statistics', source: string, out: string): Promise<Figures> {
  const rounds: Figures[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureOnce(what, source, out));
  return {
    seconds: median(rounds.map(({ seconds }) => seconds)),
    mebibytes: median(rounds.map(({ mebibytes }) => mebibytes)),
  };
}

async function measureOnce(what: 'import' | 'statistics', source: string, out: string): Promise<Figures> {
  await rm(out, { recursive: true, force: true });
  const script = join(import.meta.dirname, 'data', 'measure-component.ts');
  const splits = what === 'statistics' ? OUR_SPLITS : [];
  const { stdout } = await run(process.execPath, [script, what, source, out, ...splits]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** The same by Beam and TFDV in the interpreter that `MILLRACE_PEER_PYTHON` names; null where it is absent. */
async function measurePeer(
  what: 'import' | 'statistics',
  source: string,
  folder: string,
): Promise<Figures | null> {
  const python = process.env.MILLRACE_PEER_PYTHON;
  if (!python) return null;
  const out = join(folder, `peer-${what}`);
  await mkdir(out, { recursive: true });
  const script = join(import.meta.dirname, 'data', 'measure_peer.py');
  const answer = await run(python, [script, what, source, out], { maxBuffer: 1 << 26 }).catch(() => null);
  return answer ? JSON.parse(answer.stdout.trim().split('\n').at(-1) ?? '') : null;
}

function compare(name: string, value: number, unit: string, peer: number | null = null): Measurement {
  return { name, value, unit, peer, ratio: peer === null ? null : peer / value };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
