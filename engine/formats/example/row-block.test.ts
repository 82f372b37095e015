import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CellHeads } from './cell-heads.ts';
import { encodeExample } from './encode-example.ts';
import { bytesFeature } from './feature-value.ts';
import { BLOCK_ROWS, RowBlock } from './row-block.ts';

const heads = ['a', 'b'].map((name) => new CellHeads({ name, kind: 'bytes' }));
const text = fc.option(fc.uint8Array({ maxLength: 300 }));

/** Writes rows of two texts, the second column after the first, and gives those that a block took. */
function writeRows(block: RowBlock, rows: readonly (readonly (Uint8Array | null)[])[]): Buffer[] {
  block.begin();
  const columns = heads.map((head, at) => ({ head, values: rows.map((row) => row[at] ?? null) }));
  for (const { head, values } of columns)
    for (const [row, value] of values.entries()) {
      const size = value === null ? head.unset.length : head.single(value.length).length + value.length;
      block.sizes[row] = (block.sizes[row] ?? 0) + size;
    }
  const taken = block.layOut(rows.length);
  for (const { head, values } of columns)
    for (const [row, value] of values.slice(0, taken).entries()) {
      const at = block.put(row, value === null ? head.unset : head.single(value.length));
      if (value !== null) block.bytes.set(value, at);
      block.positions[row] = at + (value?.length ?? 0);
    }
  return rows.slice(0, taken).map((_, row) => Buffer.from(block.record(row)));
}

function encode([a, b]: readonly (Uint8Array | null)[]): Buffer {
  const feature = (value: Uint8Array | null | undefined) => (value ? bytesFeature([value]) : null);
  return Buffer.from(
    encodeExample(
      new Map([
        ['a', feature(a)],
        ['b', feature(b)],
      ]),
    ),
  );
}

test('RowBlock gives the bytes of encodeExample for rows that are written a column at a time', () => {
  const block = new RowBlock();
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }), (rows) => {
      assert.deepEqual(writeRows(block, rows), rows.map(encode));
    }),
  );
});

test('RowBlock takes as many rows as fit, and a single one of any size', () => {
  const block = new RowBlock();
  const large = new Uint8Array(1 << 20).fill(7);
  const small = new Uint8Array(2000).fill(8);
  const taken = writeRows(block, Array(BLOCK_ROWS).fill([small, null]));
  assert.ok(taken.length > 100 && taken.length < BLOCK_ROWS, String(taken.length));
  assert.ok(taken.every((record) => record.equals(encode([small, null]))));
  for (const rows of [
    [
      [large, small],
      [small, null],
    ],
    [
      [small, null],
      [large, null],
    ],
  ])
    assert.deepEqual(writeRows(block, rows), [encode(rows[0] ?? [])]);
});

test('RowBlock refuses a record larger than any reader takes, before it makes room for it', () => {
  const block = new RowBlock();
  block.begin();
  block.sizes[0] = 2 ** 30;
  assert.throws(() => block.layOut(1), /more than 1 GiB/);
});
