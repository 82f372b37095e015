import assert from 'node:assert/strict';
import { closeSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { fixture } from '../testing/fixture.ts';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
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
