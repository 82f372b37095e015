import assert from 'node:assert/strict';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { fixture } from '../testing/fixture.ts';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { checkRuns } from './check-runs.ts';
import { ColumnPages } from './column-pages.ts';
import { decompressorsFor } from './decompressors.ts';
import { openParquet, type ParquetFile } from './open-parquet.ts';
import { readCells, readListColumns } from './read-rows.ts';

/** All rows of a row group from one on, each a list of values in the order of the columns. */
async function readFrom(parquet: ParquetFile, group: number, from: number): Promise<unknown[][]> {
  const descriptor = openSync(parquet.file, 'r');
  try {
    const lists = await readListColumns(parquet, descriptor, group);
    const cells = readCells(parquet, descriptor, { group, from, lists });
    const rows = Number(parquet.metadata.row_groups[group]!.num_rows) - from;
    return Array.from({ length: rows }, () => cells.map((cell) => textOrValue(cell.next())));
  } finally {
    closeSync(descriptor);
  }
}

function textOrValue(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString() : value;
}

/** What fixtures/make-parquet.py writes. */
function expectedRow(i: number): unknown[] {
  return [
    i,
    i % 7 === 0 ? null : i / 2,
    i % 11 === 0 ? null : `name ${i % 13}`,
    i % 2 ? 2n ** 62n + BigInt(i) : BigInt(-i),
    `{"i": ${i}}`,
  ];
}

for (const version of [1, 2]) {
  test(`readCells begins at any row of a row group of many pages of version ${version}`, async () => {
    const parquet = await openParquet(fixture('parquet', `pages-${version}.parquet`));
    for (const from of [0, 1, 49, 50, 51, 500, 999]) {
      const rows = await readFrom(parquet, 0, from);
      const plain = rows.map(([id, half, name, big, json]) => [id, half, name, BigInt(big as bigint), json]);
      assert.deepEqual(
        plain,
        Array.from({ length: 1000 - from }, (_, i) => expectedRow(from + i)),
      );
    }
  });
}

test('readCells gives integers as numbers where they are exact, at both ends of that range', async () => {
  using folder = new TemporaryFolder();
  const file = folder.join('ints.parquet');
  const edges = [0n, -1n, 1n, 2n ** 31n, -(2n ** 31n), 2n ** 53n - 1n, -(2n ** 53n) + 1n];
  const columnData = [{ name: 'n', data: edges, type: 'INT64' } as const];
  await writeFile(file, Buffer.from(parquetWriteBuffer({ columnData })));
  assert.deepEqual(
    (await readFrom(await openParquet(file), 0, 0)).map(([value]) => value),
    edges.map(Number),
  );
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
  const { GZIP, BROTLI, ZSTD } = await decompressorsFor({ row_groups: [] } as never);
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

test('checkRuns refuses a run that is longer than its page, and takes groups that are filled up', () => {
  const run = (count: number): Buffer => Buffer.from([...zigzag(count), 1]);
  checkRuns(run(100), 1, 100);
  checkRuns(Buffer.concat([run(60), run(40)]), 1, 100);
  checkRuns(Buffer.from([(2 << 1) | 1, 255, 1]), 1, 9);
  assert.throws(() => checkRuns(run(101), 1, 100), /a run of 101 is longer than its page of 100 values/);
  assert.throws(() => checkRuns(Buffer.concat([run(1), run(2 ** 30)]), 1, 100), /longer than its page/);
  assert.throws(() => checkRuns(Buffer.from([(3 << 1) | 1, 255, 255, 1]), 1, 9), /longer than its page/);
});
