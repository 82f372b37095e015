import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { decodeExample } from '../example/decode-example.ts';
import { fixture } from '../testing/fixture.ts';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { ColumnPages } from './column-pages.ts';
import { decompressorsFor } from './decompressors.ts';
import { groupColumns } from './leaf-column.ts';
import { openParquet, type ParquetFile } from './open-parquet.ts';
import { readRuns } from './read-runs.ts';
import { RowGroup } from './row-group.ts';

type Row = Record<string, unknown>;

/** All rows of a row group from one on, as plain values: single ones without their list, bytes as text. */
async function readFrom(parquet: ParquetFile, from: number): Promise<Row[]> {
  const descriptor = openSync(parquet.file, 'r');
  try {
    const group = await RowGroup.open(groupColumns(parquet, 0), descriptor);
    group.skip(from);
    const rows = Number(parquet.metadata.row_groups[0]!.num_rows) - from;
    return Array.from({ length: rows }, () => plain(group.encode()));
  } finally {
    closeSync(descriptor);
  }
}

function plain(record: Uint8Array): Row {
  const entries = [...decodeExample(record)].map(([name, { values }]) => [
    name,
    Array.from<unknown, unknown>(values, (value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    ),
  ]);
  return Object.fromEntries(entries);
}

function list<Value>(length: number, value: (i: number) => Value): Value[] {
  return Array.from({ length }, (_, i) => value(i));
}

/** What fixtures/make-parquet.py writes. */
function expectedRow(i: number): Row {
  return {
    id: [BigInt(i)],
    ...(i % 7 === 0 ? {} : { half: [i / 2] }),
    ...(i % 11 === 0 ? {} : { name: [`name ${i % 13}`] }),
    big: [i % 2 ? 2n ** 62n + BigInt(i) : BigInt(-i)],
    json: [`{"i": ${i}}`],
  };
}

function expectedLists(i: number): Row {
  return {
    ...(i % 5 === 0 || i % 90 === 0 ? {} : { numbers: list(i % 90, BigInt) }),
    ...(i % 4 === 0 ? {} : { words: list(i % 4, (j) => `w${j % 3}`) }),
    nested: [i, i, 0 - i],
    id: [BigInt(i)],
    kind: [`kind ${i % 3}`],
  };
}

for (const version of [1, 2]) {
  test(`RowGroup begins at any row of a row group of many pages of version ${version}`, async () => {
    const parquet = await openParquet(fixture('parquet', `pages-${version}.parquet`));
    for (const from of [0, 1, 49, 50, 51, 500, 999])
      assert.deepEqual(
        await readFrom(parquet, from),
        list(1000 - from, (i) => expectedRow(from + i)),
      );
  });

  test(`RowGroup reads lists that go on over pages, and columns without nulls, of version ${version}`, async () => {
    const parquet = await openParquet(fixture('parquet', `lists-${version}.parquet`));
    for (const from of [0, 1, 89, 90, 199])
      assert.deepEqual(
        await readFrom(parquet, from),
        list(200 - from, (i) => expectedLists(from + i)),
      );
  });
}

test('RowGroup reads integers exactly, at both ends of those that are exact as numbers', async () => {
  using folder = new TemporaryFolder();
  const file = folder.join('ints.parquet');
  for (const beyond of [[], [2n ** 53n, -(2n ** 63n)]]) {
    const edges = [0n, -1n, 1n, 2n ** 31n, -(2n ** 31n), 2n ** 53n - 1n, -(2n ** 53n) + 1n, ...beyond];
    const columnData = [{ name: 'n', data: edges, type: 'INT64' } as const];
    await writeFile(file, Buffer.from(parquetWriteBuffer({ columnData })));
    assert.deepEqual(
      await readFrom(await openParquet(file), 0),
      edges.map((n) => ({ n: [n] })),
    );
  }
});

test('RowGroup refuses a list with a null in it, as a feature cannot hold one', async () => {
  const parquet = await openParquet(fixture('parquet', 'null-in-list.parquet'));
  await assert.rejects(readFrom(parquet, 0), /a list of the column "words" has a null in it/);
});

test('RowGroup refuses texts of a few bytes that stand for most of a gigabyte', async () => {
  const parquet = await openParquet(fixture('parquet', 'repeated-texts.parquet'));
  await assert.rejects(readFrom(parquet, 0), /texts of a page would take \d{9} bytes; at most 536870912/);
});

/** Where the content of a column's first data page lies. */
function firstPage(parquet: ParquetFile, column: number): number {
  const descriptor = openSync(parquet.file, 'r');
  const pages = new ColumnPages(descriptor, parquet.metadata.row_groups[0]!.columns[column]!.meta_data!);
  let page = pages.next();
  while (page?.header.dictionary_page_header) page = pages.next();
  closeSync(descriptor);
  return page!.offset;
}

test('RowGroup refuses an absurd run in the levels or the values of a list, in bounded memory', async () => {
  using folder = new TemporaryFolder();
  const bytes = readFileSync(fixture('parquet', 'lists-1.parquet'));
  const parquet = await openParquet(fixture('parquet', 'lists-1.parquet'));
  /** 2^31 - 1 values that are 0. */
  const absurd = [0xfe, 0xff, 0xff, 0xff, 0x0f, 0];
  const repetitions = firstPage(parquet, 0) + 4;
  const definitions = repetitions + bytes.readUInt32LE(repetitions - 4) + 4;
  const places = firstPage(parquet, 1);
  const words = places + 4 + bytes.readUInt32LE(places);
  const before = process.resourceUsage().maxRSS;
  for (const at of [repetitions, definitions, words + 4 + bytes.readUInt32LE(words) + 1]) {
    const file = folder.join(`${at}.parquet`);
    writeFileSync(file, Buffer.concat([bytes.subarray(0, at), Buffer.from(absurd), bytes.subarray(at + 6)]));
    const damaged = await openParquet(file);
    await assert.rejects(readFrom(damaged, 0), /a run of 2147483647 is longer than its page of \d+ values/);
  }
  assert.ok(process.resourceUsage().maxRSS - before < 64 << 10);
});

/** A page header in Thrift's compact protocol (parquet.thrift, PageHeader), of a data page of version 1. */
function pageHeader(sizes: { expanded: number; compressed: number; values: number }): Buffer {
  const number = (value: number): number[] => [0x15, ...zigzag(value)];
  const page = [...number(sizes.values), ...number(0), ...number(3), ...number(3), 0];
  return Buffer.from([
    ...number(0),
    ...number(sizes.expanded),
    ...number(sizes.compressed),
    0x2c,
    ...page,
    0,
  ]);
}

function zigzag(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >= 0 ? value * 2 : -value * 2 - 1;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

test('ColumnPages refuses sizes that cannot be, before anything is read or expanded', () => {
  using folder = new TemporaryFolder();
  const good = { expanded: 100, compressed: 10, values: 5 };
  const cases: readonly (readonly [typeof good, RegExp | null])[] = [
    [good, null],
    [{ ...good, expanded: 2 ** 31 - 1 }, /would take 2147483647 bytes/],
    [{ ...good, expanded: -1 }, /would take -1 bytes/],
    [{ ...good, compressed: 2 ** 30 }, /is longer than its column/],
    [{ ...good, compressed: -20 }, /is longer than its column/],
    [{ ...good, values: 6 }, /gives its number of values as 6/],
  ];
  for (const [at, [sizes, message]] of cases.entries()) {
    const file = folder.join(`${at}.pages`);
    const bytes = Buffer.concat([pageHeader(sizes), Buffer.alloc(10)]);
    writeFileSync(file, bytes);
    const descriptor = openSync(file, 'r');
    const column = { data_page_offset: 0n, total_compressed_size: BigInt(bytes.length), num_values: 5n };
    const pages = new ColumnPages(descriptor, column as never);
    if (message) assert.throws(() => pages.next(), message);
    else assert.equal(pages.next()?.values, 5);
    closeSync(descriptor);
  }
});

test('decompressorsFor expands no page beyond the size that its header gives', async () => {
  const { GZIP, BROTLI, ZSTD } = await decompressorsFor([]);
  const large = Buffer.alloc(8 << 20);
  for (const [expand, compressed] of [
    [GZIP, gzipSync(large)],
    [BROTLI, brotliCompressSync(large)],
    [ZSTD, zstdCompressSync(large)],
  ] as const) {
    assert.ok(compressed.length < 20_000);
    assert.equal(expand?.(compressed, large.length).length, large.length);
    assert.throws(() => expand?.(compressed, 1000), { code: 'ERR_BUFFER_TOO_LARGE' });
  }
});

test('readRuns refuses a run that is longer than its page, and takes groups that are filled up', () => {
  const run = (count: number): Buffer => Buffer.from([...zigzag(count), 1]);
  const read = (bytes: Uint8Array, width: number, values: number): number[] => {
    const target = new Int32Array(values);
    readRuns(bytes, width, target);
    return [...target];
  };
  assert.deepEqual(read(run(3), 1, 3), [1, 1, 1]);
  assert.deepEqual(read(Buffer.from([...run(2), 2 << 1, 0]), 1, 4), [1, 1, 0, 0]);
  assert.deepEqual(read(Buffer.from([(2 << 1) | 1, 0b10000001, 1]), 1, 9), [1, 0, 0, 0, 0, 0, 0, 1, 1]);
  assert.deepEqual(read(Buffer.from([2 << 1, 0x34, 0x12, 1]), 17, 2), [0x11234, 0x11234]);
  assert.deepEqual(read(Buffer.alloc(0), 0, 2), [0, 0]);
  assert.throws(() => read(run(101), 1, 100), /a run of 101 is longer than its page of 100 values/);
  assert.throws(() => read(Buffer.concat([run(1), run(2 ** 30)]), 1, 100), /longer than its page/);
  assert.throws(() => read(Buffer.from([(3 << 1) | 1, 255, 255, 1]), 1, 9), /longer than its page/);
  assert.throws(() => read(run(0), 1, 9), /longer than its page/);
  assert.throws(() => read(Buffer.from([(2 << 1) | 1, 255]), 1, 9), /ends after 0 of 9 values/);
  assert.throws(() => read(Buffer.from([255]), 1, 9), /ends inside a run/);
  assert.throws(() => read(run(1), 25, 1), /values of 25 bits/);
});

test('readRuns gives back packed values of every width', () => {
  const packed = fc
    .integer({ min: 1, max: 24 })
    .chain((width) => fc.tuple(fc.constant(width), fc.array(fc.nat(2 ** width - 1), { minLength: 1 })));
  fc.assert(
    fc.property(packed, ([width, values]) => {
      const bits = values
        .map((value) => [...value.toString(2).padStart(width, '0')].reverse().join(''))
        .join('');
      const groups = Math.ceil(values.length / 8);
      const bytes = list(groups * width, (i) =>
        Number.parseInt([...bits.slice(i * 8, i * 8 + 8).padEnd(8, '0')].reverse().join(''), 2),
      );
      const target = new Int32Array(values.length);
      readRuns(Buffer.from([...varint(groups * 2 + 1), ...bytes]), width, target);
      assert.deepEqual([...target], values);
    }),
  );
});

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
