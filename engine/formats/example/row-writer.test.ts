import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareNames, encodeExample } from './encode-example.ts';
import { bytesFeature, type FeatureValue, floatFeature, intFeature } from './feature-value.ts';
import { RowWriter } from './row-writer.ts';

const integer = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
const bytes = fc.uint8Array({ maxLength: 200 });

interface Cell {
  readonly kind: 'unset' | 'empty' | 'one' | 'many';
  readonly values: readonly unknown[];
}

function cells(value: fc.Arbitrary<unknown>): fc.Arbitrary<Cell> {
  return fc.oneof(
    fc.constant<Cell>({ kind: 'unset', values: [] }),
    fc.constant<Cell>({ kind: 'empty', values: [] }),
    value.map((one): Cell => ({ kind: 'one', values: [one] })),
    fc.array(value, { minLength: 1, maxLength: 5 }).map((values): Cell => ({ kind: 'many', values })),
  );
}

const KINDS = {
  int: { cells: cells(integer), feature: (values: readonly unknown[]) => intFeature(values as bigint[]) },
  float: {
    cells: cells(fc.float()),
    feature: (values: readonly unknown[]) => floatFeature(values as number[]),
  },
  bytes: {
    cells: cells(bytes),
    feature: (values: readonly unknown[]) => bytesFeature(values as Uint8Array[]),
  },
} as const;

const table = fc
  .uniqueArray(fc.tuple(fc.string({ maxLength: 40 }), fc.constantFrom('int', 'float', 'bytes')), {
    minLength: 1,
    maxLength: 5,
    selector: ([name]) => Buffer.from(name).toString(),
  })
  .map((columns) => columns.toSorted(([a], [b]) => compareNames(Buffer.from(a), Buffer.from(b))))
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns.map(([name, kind]) => ({ name, kind }))),
      rows: fc.array(fc.tuple(...columns.map(([, kind]) => KINDS[kind].cells)), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  );

function writeCell(writer: RowWriter, column: number, kind: keyof typeof KINDS, cell: Cell): void {
  if (cell.kind === 'unset' || cell.kind === 'empty') writer[cell.kind](column);
  else if (cell.kind === 'many') writer.list(column, cell.values as bigint[]);
  else if (kind === 'float') writer.float(column, cell.values[0] as number);
  else if (kind === 'int') writer.int(column, cell.values[0] as bigint);
  else {
    const value = cell.values[0] as Uint8Array;
    writer.bytes(column, Buffer.concat([Buffer.from('ab'), value, Buffer.from('c')]), 2, value.length + 2);
  }
}

test('RowWriter writes the bytes of encodeExample, row after row', () => {
  fc.assert(
    fc.property(table, ({ columns, rows }) => {
      const writer = new RowWriter(columns);
      for (const row of rows) {
        const expected = new Map<string, FeatureValue | null>();
        for (const [at, { name, kind }] of columns.entries()) {
          const cell = row[at]!;
          writeCell(writer, at, kind, cell);
          expected.set(name, cell.kind === 'unset' ? null : KINDS[kind].feature(cell.values));
        }
        assert.deepEqual(Buffer.from(writer.finish()), Buffer.from(encodeExample(expected)));
      }
    }),
  );
});

test('RowWriter makes room for large values and wide rows', () => {
  const columns = Array.from(
    { length: 900 },
    (_, i) => ({ name: `column-${1000 + i}`, kind: 'bytes' }) as const,
  );
  const writer = new RowWriter(columns);
  const value = new Uint8Array(100_000).fill(7);
  for (const at of columns.keys()) writer.bytes(at, value, 0, at === 450 ? value.length : 200);
  const expected = columns.map(({ name }, at) => {
    return [name, bytesFeature([at === 450 ? value : value.subarray(0, 200)])] as const;
  });
  assert.ok(Buffer.from(writer.finish()).equals(encodeExample(new Map(expected))));
});

test('RowWriter refuses a record larger than any reader takes, before it makes room for it', () => {
  const writer = new RowWriter([{ name: 'a', kind: 'bytes' }]);
  const large = Buffer.alloc(1 << 20);
  assert.throws(() => writer.list(0, Array(1025).fill(large)), /more than 1 GiB/);
});
