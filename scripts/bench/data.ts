import { link, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitFiles } from '../../engine/components/examples-artifact.ts';
import { readRecordBatches } from '../../engine/formats/tfrecord/read-record-batches.ts';
import { benchManyRecords } from './data/many-records.ts';
import { figure, measure, measureOnce, measurePeer, OUR_SPLITS } from './data/measure.ts';
import { writeImages } from './data/write-images.ts';
import { TABLE_COLUMNS, writeCsv, writeParquet } from './data/write-tables.ts';
import type { Measurement } from './measurement.ts';

const IMAGES = 1000;
const CSV_ROWS = 1_000_000;
/** 20 MB: the writer's columns take 50 bytes a row. */
const PARQUET_ROWS = 400_000;
/** Names of one file of 262 MB: 10.5 GB to read, none to write first. */
const LARGE_FILES = 40;
const GROWTH = [1, 2, 4, 8] as const;
/** Eight times as much may take this many times as long as once: the start of threads counts once. */
const LINEAR = 8.8;

/**
 * Times and memory of ExampleGen and StatisticsGen, how they grow, and how the engine answers over many records. About
 * six minutes; Python's figures beside them take as long again.
 */
export async function bench(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const parts = [benchImages, benchParquet, benchCsv, benchGrowth, benchManyRecords, benchLarge];
  const measurements: Measurement[] = [];
  try {
    for (const part of parts) {
      const place = join(folder, part.name);
      await mkdir(place);
      measurements.push(...(await part(place)));
      await rm(place, { recursive: true });
    }
    return measurements;
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
  const examples = join(folder, 'imported', 'examples');
  const imported = await measure('import', source, join(folder, 'imported'));
  const described = await measure('statistics', examples, join(folder, 'described'));
  const importPeer = await measurePeer('import', source, folder);
  const describePeer = await measurePeer('statistics', examples, folder);
  return [
    figure(`import ${what}`, imported.seconds, 's', { peer: importPeer?.seconds, bound: 3 }),
    figure(`memory to import ${what}`, imported.mebibytes, 'MiB', {
      peer: importPeer?.mebibytes,
      bound: 400,
    }),
    figure(`statistics of ${what}`, described.seconds, 's', { peer: describePeer?.seconds, bound: 1.5 }),
    figure(`memory for statistics of ${what}`, described.mebibytes, 'MiB', { peer: describePeer?.mebibytes }),
  ];
}

function benchParquet(folder: string): Promise<Measurement[]> {
  const write = (file: string): Promise<void> => writeParquet(file, PARQUET_ROWS);
  return benchTable(folder, {
    name: 'Parquet',
    rows: PARQUET_ROWS,
    file: 'table.parquet',
    write,
    importBound: 0.7,
  });
}

function benchCsv(folder: string): Promise<Measurement[]> {
  const write = (file: string): Promise<void> => writeCsv(file, CSV_ROWS);
  const bounds = { importBound: 8, statisticsBound: 5 };
  return benchTable(folder, { name: 'CSV', rows: CSV_ROWS, file: 'table.csv', write, ...bounds });
}

interface Table {
  readonly name: string;
  readonly rows: number;
  readonly file: string;
  readonly write: (file: string) => Promise<void>;
  readonly importBound?: number;
  readonly statisticsBound?: number;
}

async function benchTable(folder: string, table: Table): Promise<Measurement[]> {
  const { file, write, importBound, statisticsBound } = table;
  const source = join(folder, 'source');
  await mkdir(source);
  await write(join(source, file));
  const examples = join(folder, 'imported', 'examples');
  const imported = await measure('import', source, join(folder, 'imported'));
  const described = await measure('statistics', examples, join(folder, 'described'));
  const peer = await measurePeer('statistics', examples, folder);
  const name = await describeTable(table, join(source, file), examples);
  return [
    figure(`import ${name}`, imported.seconds, 's', { bound: importBound }),
    figure(`memory to import ${name}`, imported.mebibytes, 'MiB'),
    figure(`statistics of ${name}`, described.seconds, 's', { peer: peer?.seconds, bound: statisticsBound }),
    figure(`memory for statistics of ${name}`, described.mebibytes, 'MiB', { peer: peer?.mebibytes }),
  ];
}

/** What the figures of a table are of: its real size, and what it becomes. */
async function describeTable(table: Table, source: string, examples: string): Promise<string> {
  const { size } = await stat(source);
  const bytes = await recordBytes(examples);
  const shape = `${table.rows.toLocaleString('en')} rows of ${TABLE_COLUMNS} columns`;
  return `${table.name} of ${megabytes(size)} (${shape}, ${megabytes(bytes)} of Examples)`;
}

/** Bytes of all records of an Examples artifact. */
async function recordBytes(examples: string): Promise<number> {
  let bytes = 0;
  for (const split of OUR_SPLITS)
    for (const file of await splitFiles(examples, split))
      for await (const { records } of readRecordBatches(file))
        for (const { length } of records) bytes += length;
  return bytes;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

/** Import and statistics of one, two, four and eight times as much, of images and of a table. */
async function benchGrowth(folder: string): Promise<Measurement[]> {
  const images = (file: string, times: number) => writeImages(`${file}.tfrecord`, times * 250);
  const rows = (file: string, times: number) => writeCsv(`${file}.csv`, times * 125_000);
  return [...(await grow(folder, '250 Examples', images)), ...(await grow(folder, '125,000 lines', rows))];
}

async function grow(
  folder: string,
  unit: string,
  write: (file: string, times: number) => Promise<void>,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const [imports, statistics]: [number[], number[]] = [[], []];
  for (const times of GROWTH) {
    const source = join(folder, 'growing');
    await mkdir(source);
    await write(join(source, 'data'), times);
    const imported = await measure('import', source, join(folder, 'grown'));
    const described = await measure('statistics', join(folder, 'grown', 'examples'), join(folder, 'told'));
    measurements.push(figure(`import ${times}x ${unit}`, imported.seconds, 's'));
    measurements.push(figure(`statistics ${times}x ${unit}`, described.seconds, 's'));
    imports.push(imported.seconds);
    statistics.push(described.seconds);
    await rm(source, { recursive: true });
  }
  const growth = (seconds: readonly number[]): number => (seconds.at(-1) ?? 0) / (seconds[0] ?? 1);
  return [
    ...measurements,
    figure(`import 8x ${unit} by 1x`, growth(imports), 'times', { bound: LINEAR }),
    figure(`statistics 8x ${unit} by 1x`, growth(statistics), 'times', { bound: LINEAR }),
  ];
}

async function benchLarge(folder: string): Promise<Measurement[]> {
  const source = join(folder, 'large');
  await mkdir(source);
  const [first, ...others] = Array.from({ length: LARGE_FILES }, (_, i) => join(source, `${i}.tfrecord`));
  if (first === undefined) return [];
  await writeImages(first, IMAGES);
  for (const other of others) await link(first, other);
  const imported = await measureOnce('import', source, join(folder, 'imported'));
  const examples = join(folder, 'imported', 'examples');
  const described = await measureOnce('statistics', examples, join(folder, 'described'));
  return [
    figure('import 10 GB of Examples', imported.seconds, 's'),
    figure('memory to import 10 GB of Examples', imported.mebibytes, 'MiB', { bound: 600 }),
    figure('statistics of 10 GB of Examples', described.seconds, 's'),
    figure('memory for statistics of 10 GB of Examples', described.mebibytes, 'MiB', { bound: 600 }),
  ];
}
