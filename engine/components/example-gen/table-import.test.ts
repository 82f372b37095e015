import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { decodeExample } from '../../formats/example/decode-example.ts';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { bytesFeature, floatFeature, intFeature } from '../../formats/example/feature-value.ts';
import { scanExample } from '../../formats/example/scan-example.ts';
import type { FormatError } from '../../formats/format-error.ts';
import { fixture } from '../../formats/testing/fixture.ts';
import { readAllRecords } from '../../formats/testing/read-all-records.ts';
import { TemporaryFolder } from '../../formats/testing/temporary-folder.ts';
import { frameRecords } from '../../formats/tfrecord/frame.ts';
import { splitFiles } from '../examples-artifact.ts';
import { type ComponentRun, runComponent } from '../testing/run-component.ts';
import { exampleGen } from './definition.ts';
import { runExampleGen } from './executor.ts';

function run(folder: TemporaryFolder, parameters: object = {}, out = 'out'): Promise<ComponentRun> {
  return runComponent(exampleGen, runExampleGen, {
    parameters: { path: 'data', ...parameters },
    folder: folder.join(out),
    notebookDirectory: folder.path,
  });
}

const ONE_SPLIT = { output_config: { split_config: { splits: [{ name: 'all', hash_buckets: 1 }] } } };

async function recordsOf(done: ComponentRun, split = 'all'): Promise<Uint8Array[]> {
  const files = await splitFiles(done.output('examples').path, split);
  return (await Promise.all(files.map((file) => readAllRecords(file)))).flat();
}

/** Features as plain values: bytes as text. */
function plain(record: Uint8Array): unknown {
  const entries = [...decodeExample(record)].map(([name, { values }]) => [
    name,
    Array.from<unknown, unknown>(values, (one) =>
      one instanceof Uint8Array ? Buffer.from(one).toString() : one,
    ),
  ]);
  return Object.fromEntries(entries);
}

/** Features as plain values with their kinds; null is a feature of which none is set. */
function withKinds(record: Uint8Array): unknown {
  const values = plain(record) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(scanExample(record).map(({ name, kind }) => [name, [kind, values[name]]]));
}

async function writeData(folder: TemporaryFolder, name: string, content: string | Uint8Array): Promise<void> {
  const file = folder.join('data', ...name.split('/'));
  await mkdir(file.slice(0, file.lastIndexOf('/')), { recursive: true });
  await writeFile(file, content);
}

test('ExampleGen reads CSV with the types, quotes and missing values of TFX', async () => {
  using folder = new TemporaryFolder();
  const csv = 'n,f,t,mixed,none\r\n1,0.5,"a ""b"",\nc",1,\r\n\r\n-7,,é,x,\r\n 3 ,1e3,,2.5,\r\n';
  await writeData(folder, 'table.csv', `\ufeff${csv}`);
  const records = await recordsOf(await run(folder, ONE_SPLIT));
  assert.deepEqual(records.map(plain), [
    { n: [1n], f: [0.5], t: ['a "b",\nc'], mixed: ['1'] },
    { n: [-7n], f: [], t: ['é'], mixed: ['x'] },
    { n: [3n], f: [1000], t: [], mixed: ['2.5'] },
  ]);
});

test('ExampleGen makes of empty cells what TFX makes of them, and of a column of nothing else', async () => {
  using folder = new TemporaryFolder();
  await mkdir(folder.join('data'));
  await copyFile(fixture('empty-cells.csv'), folder.join('data', 'table.csv'));
  const ours = await recordsOf(await run(folder, ONE_SPLIT));
  assert.deepEqual(
    ours.map(withKinds),
    (await readAllRecords(fixture('empty-cells.tfrecord.gz'))).map(withKinds),
  );
});

test('ExampleGen reads CSV in other encodings and with other delimiters', async () => {
  using folder = new TemporaryFolder();
  await writeData(folder, 'table.csv', Buffer.from('a;b\ncafé;1\n', 'latin1'));
  const latin = { text_encoding: 'latin1', delimiter: ';', ...ONE_SPLIT };
  assert.deepEqual((await recordsOf(await run(folder, latin))).map(plain), [{ a: ['café'], b: [1n] }]);
  await assert.rejects(run(folder, { delimiter: ';', ...ONE_SPLIT }, 'b'), {
    code: 'bad-syntax',
    message: /not UTF-8/,
  });
  await writeData(folder, 'table.csv', Buffer.from('a;b\ncafé;1\n', 'utf16le'));
  const wide = { text_encoding: 'utf-16le', delimiter: ';', ...ONE_SPLIT };
  assert.deepEqual((await recordsOf(await run(folder, wide, 'c'))).map(plain), [{ a: ['café'], b: [1n] }]);
});

test('ExampleGen splits by hash as TFX does: sha256 of the record, modulo the buckets', async () => {
  using folder = new TemporaryFolder();
  const lines = Array.from({ length: 300 }, (_, i) => `${i},row ${i}`);
  await writeData(folder, 'table.csv', ['id,text', ...lines].join('\n'));
  const done = await run(folder);
  for (const [split, isIn] of [
    ['train', (rest: bigint) => rest < 2n],
    ['eval', (rest: bigint) => rest === 2n],
  ] as const) {
    const records = await recordsOf(done, split);
    assert.ok(records.length > 50);
    for (const record of records) {
      const digest = BigInt(`0x${createHash('sha256').update(record).digest('hex')}`);
      assert.ok(isIn(digest % 3n));
    }
  }
});

test('ExampleGen keeps records of one partition together', async () => {
  using folder = new TemporaryFolder();
  const lines = Array.from({ length: 200 }, (_, i) => `${i},user${i % 10}`);
  await writeData(folder, 'table.csv', ['id,user', ...lines].join('\n'));
  const splits = [
    { name: 'train', hash_buckets: 1 },
    { name: 'eval', hash_buckets: 1 },
  ];
  const done = await run(folder, {
    output_config: { split_config: { splits, partition_feature_name: 'user' } },
  });
  const usersOf = async (split: string) =>
    new Set((await recordsOf(done, split)).map((record) => (plain(record) as { user: string[] }).user[0]));
  const [train, held] = [await usersOf('train'), await usersOf('eval')];
  assert.equal(train.size + held.size, 10);
  assert.ok(train.isDisjointFrom(held));
});

test('ExampleGen names a ragged record, or skips it, and a quote that is never closed', async () => {
  using folder = new TemporaryFolder();
  await writeData(folder, 'table.csv', 'a,b\n1,2\n3\n4,5\n');
  await assert.rejects(run(folder, ONE_SPLIT), {
    code: 'bad-syntax',
    message: `The record at byte 8 of "${folder.join('data', 'table.csv')}" has 1 field, the header 2 (line 3)`,
    location: { file: folder.join('data', 'table.csv'), offset: 8, line: 3 },
  });
  const done = await run(folder, { on_bad_record: 'skip', ...ONE_SPLIT }, 'b');
  assert.equal((await recordsOf(done)).length, 2);
  assert.equal(done.output('examples').customProperties.skipped_records, 1);
  await writeData(folder, 'table.csv', 'a,b\n"1\n",1\n1,"2\n3,4\n');
  await assert.rejects(run(folder, ONE_SPLIT, 'c'), {
    code: 'bad-syntax',
    message: /is never closed \(line 4\)$/,
    location: { file: folder.join('data', 'table.csv'), offset: 13, line: 4 },
  });
});

test('ExampleGen lists the line of each CSV record that it skips, in every block and every file', async () => {
  using folder = new TemporaryFolder();
  const filler = `"${'x\n'.repeat(1000)}",1\n`.repeat(1200);
  await writeData(folder, 'a.csv', `a,"b\n"\n1\n${filler}2\n\n3,3,3\n`);
  await writeData(folder, 'b.csv', 'a,"b\n"\n1,2\n4\n');
  const done = await run(folder, { on_bad_record: 'skip', ...ONE_SPLIT });
  const { path } = done.output('examples');
  const listed: { message: string; location: { line: number; file: string } }[] = JSON.parse(
    await readFile(join(path, 'skipped-records.json'), 'utf8'),
  );
  const long = 3 + 1 + 1200 * 1001;
  assert.deepEqual(
    listed.map(({ location: { file, line } }) => [basename(file), line]),
    [
      ['a.csv', 3],
      ['a.csv', long],
      ['a.csv', long + 2],
      ['b.csv', 4],
    ],
  );
  for (const { message, location } of listed)
    assert.ok(message.endsWith(` (line ${location.line})`), message);
  assert.ok(done.log.some(({ message }) => /^Skipped: .* \(line 3\)$/.test(message)));
});

test('ExampleGen reads a gzip CSV, and stops at one that expands to a field without end', async () => {
  using folder = new TemporaryFolder();
  await writeData(folder, 'table.csv.gz', gzipSync('a,b\n1,x\n2,y\n'));
  assert.equal((await recordsOf(await run(folder, { format: 'csv', ...ONE_SPLIT }))).length, 2);
  for (const [name, bomb] of [
    ['quoted', Buffer.concat([Buffer.from('a,b\n1,"'), Buffer.alloc(80 << 20, 'x')])],
    ['plain', Buffer.concat([Buffer.from('a,b\n1,'), Buffer.alloc(80 << 20, 'x')])],
  ] as const) {
    const packed = gzipSync(bomb, { level: 1 });
    assert.ok(packed.length < 1 << 20);
    await writeData(folder, 'table.csv.gz', packed);
    await assert.rejects(run(folder, { format: 'csv', ...ONE_SPLIT }, name), (error: FormatError) => {
      assert.equal(error.code, name === 'quoted' ? 'bad-syntax' : 'too-large');
      assert.equal(error.location.line, 2);
      return true;
    });
  }
});

test('ExampleGen reads a header of many columns, and names one that occurs twice', async () => {
  using folder = new TemporaryFolder();
  const names = Array.from({ length: 20_000 }, (_, i) => `c${i}`);
  await writeData(folder, 'table.csv', `${[...names, 'c7'].join(',')}\n`);
  await assert.rejects(run(folder, ONE_SPLIT), {
    code: 'bad-syntax',
    message: /names the column "c7" twice/,
  });
});

const cell = fc.oneof(
  fc.constantFrom('', '1', '-2', '3.5', '1e5', 'nan', 'x', 'é', '"', ',', '\n', 'a"b'),
  fc.string({ maxLength: 5 }).map((text) => text.replace(/\r/g, '')),
);

test('ExampleGen gives back the cells of any CSV', async () => {
  using folder = new TemporaryFolder();
  let runs = 0;
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
    );
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const names = rows[0]!.map((_, i) => `c${i}`);
      const line = (cells: readonly string[]): string =>
        cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
      await writeData(folder, 'table.csv', [names, ...rows].map(line).join('\n'));
      const records = await recordsOf(await run(folder, ONE_SPLIT, `run-${runs++}`));
      const read = records.map((record) => plain(record) as Record<string, unknown[]>);
      assert.deepEqual(
        read.map((one) => names.map((name) => one[name]?.length ?? 0)),
        rows.map((cells) => cells.map((text) => (text === '' ? 0 : 1))),
      );
      for (const [column, name] of names.entries()) {
        const isText = read.some((one) => typeof one[name]?.[0] === 'string');
        if (isText)
          assert.deepEqual(
            read.map((one) => one[name]?.[0] ?? ''),
            rows.map((cells) => cells[column]),
          );
      }
    }),
    { numRuns: 12 },
  );
});

for (const codec of ['snappy', 'zstd', 'gzip', 'brotli', 'lz4', 'none']) {
  test(`ExampleGen reads Parquet compressed with ${codec}, as TFX maps its types`, async () => {
    using folder = new TemporaryFolder();
    await mkdir(folder.join('data'));
    await copyFile(fixture('parquet', `${codec}.parquet`), folder.join('data', 'table.parquet'));
    const records = await recordsOf(await run(folder, ONE_SPLIT));
    const when = ['2024-01-02T03:04:05.000Z'];
    assert.deepEqual(records.map(plain), [
      {
        whole: [1n],
        small: [1n],
        flag: [1n],
        price: [0.5],
        text: ['a'],
        raw: [Buffer.from([255, 0]).toString()],
        list: [1n, 2n],
        words: ['x'],
        when,
      },
      { small: [2n], flag: [0n], text: ['é'], raw: [''], words: ['y', 'z'], when },
      { whole: [-3n], small: [3n], price: [Number.NaN], when },
      {
        whole: [2n ** 60n],
        small: [4n],
        flag: [1n],
        price: [-2.25],
        text: ['a'],
        raw: ['x'],
        list: [3n],
        when,
      },
    ]);
  });
}

test('ExampleGen names a Parquet column that has no form as a feature, and a damaged file', async () => {
  using folder = new TemporaryFolder();
  await mkdir(folder.join('data'));
  const file = folder.join('data', 'table.parquet');
  await copyFile(fixture('parquet', 'nested.parquet'), file);
  await assert.rejects(run(folder, ONE_SPLIT), {
    code: 'unsupported',
    location: { file, feature: 'nested' },
  });
  await writeFile(file, (await readFile(fixture('parquet', 'snappy.parquet'))).subarray(0, 900));
  await assert.rejects(run(folder, ONE_SPLIT, 'b'), { code: 'bad-syntax' });
});

test('ExampleGen names a compression of Parquet that it cannot expand, and what to write instead', async () => {
  using folder = new TemporaryFolder();
  const columnData = [{ name: 'n', data: [1, 2, 3], type: 'INT32' as const }];
  const same = (bytes: Uint8Array): Uint8Array => bytes;
  const bytes = parquetWriteBuffer({ columnData, codec: 'LZO', compressors: { LZO: same } });
  await writeData(folder, 'table.parquet', new Uint8Array(bytes));
  await assert.rejects(run(folder, ONE_SPLIT), {
    code: 'unsupported',
    message: /LZO/,
    hint: /Snappy, Zstandard, gzip/,
    location: { file: folder.join('data', 'table.parquet') },
  });
});

test('ExampleGen answers any mutation of a Parquet file with records or an error that names it', async () => {
  using folder = new TemporaryFolder();
  const good = await readFile(fixture('parquet', 'snappy.parquet'));
  const edits = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(edits, async (changes) => {
      const bytes = new Uint8Array(good);
      for (const [at, value] of changes) bytes[at] = value;
      await writeData(folder, 'table.parquet', bytes);
      await run(folder, ONE_SPLIT, `run-${runs++}`).catch((error) =>
        assert.equal(error.name, 'FormatError', String(error)),
      );
    }),
    // A value whose column promises another type.
    {
      numRuns: 25,
      examples: [
        [
          [
            [1314, 1],
            [0, 0],
          ],
        ],
      ],
    },
  );
});

test('ExampleGen reads a Parquet file whose few bytes stand for many, with little of it in memory', async () => {
  using folder = new TemporaryFolder();
  const text = Buffer.alloc(1 << 20, 'x').toString();
  const columnData = [{ name: 'text', data: Array(700).fill(text), type: 'STRING' as const }];
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData }));
  assert.ok(bytes.length < 1 << 20);
  await writeData(folder, 'table.parquet', bytes);
  const before = process.resourceUsage().maxRSS;
  const done = await run(folder, ONE_SPLIT);
  assert.ok(process.resourceUsage().maxRSS - before < 400 << 10);
  assert.match(done.log.at(-1)?.message ?? '', /700 in all/);
});

test('ExampleGen names the row group of a Parquet file with a page that would fill all memory', async () => {
  using folder = new TemporaryFolder();
  await mkdir(folder.join('data'));
  await copyFile(fixture('parquet', 'repeated-texts.parquet'), folder.join('data', 'table.parquet'));
  await assert.rejects(run(folder, ONE_SPLIT), {
    code: 'bad-syntax',
    message: /row group 0 of ".*table.parquet" as Parquet: texts of a page would take/,
    location: { file: folder.join('data', 'table.parquet') },
  });
});

function record(id: number): Uint8Array {
  return encodeExample(
    new Map([
      ['id', intFeature([id])],
      ['x', floatFeature([id / 2])],
      ['t', bytesFeature([`r${id}`])],
    ]),
  );
}

test('ExampleGen imports TFRecord files by the patterns of their splits', async () => {
  using folder = new TemporaryFolder();
  await writeData(folder, 'train-00-2.tfrec', frameRecords([record(1), record(2)]));
  await writeData(folder, 'train-01-1.tfrec', frameRecords([record(3)]));
  await writeData(folder, 'val-00-1.tfrec', frameRecords([record(4)]));
  const splits = [
    { name: 'train', pattern: 'train-*.tfrec' },
    { name: 'eval', pattern: 'val-*.tfrec' },
  ];
  const done = await run(folder, { input_config: { splits }, shards: 2 });
  assert.equal(done.output('examples').properties.split_names, '["train", "eval"]');
  assert.equal((await splitFiles(done.output('examples').path, 'train')).length, 2);
  const ids = (await recordsOf(done, 'train')).map((one) => (plain(one) as { id: bigint[] }).id[0]);
  assert.deepEqual(ids.toSorted(), [1n, 2n, 3n]);
  await assert.rejects(run(folder, { input_config: { splits }, ...ONE_SPLIT }, 'b'), { code: 'wrong-split' });
});

test('ExampleGen names what is no Example, and skips damaged records where asked to', async () => {
  using folder = new TemporaryFolder();
  const file = folder.join('data', 'a.tfrec');
  await writeData(folder, 'a.tfrec', frameRecords([record(1), Buffer.from('no example'), record(2)]));
  await assert.rejects(run(folder, ONE_SPLIT), (error: { code: string; location: object }) => {
    assert.equal(error.code, 'not-an-example');
    assert.deepEqual(error.location, { file, record: 1, offset: record(1).length + 16 });
    return true;
  });
  const done = await run(folder, { on_bad_record: 'skip', ...ONE_SPLIT }, 'b');
  assert.equal((await recordsOf(done)).length, 2);
});

const changes: readonly (readonly [string, (folder: TemporaryFolder) => void])[] = [
  ['is written anew', (f) => writeFileSync(f.join('data', 'a.tfrec'), frameRecords([record(1), record(3)]))],
  ['joins', (f) => writeFileSync(f.join('data', 'b.tfrec'), frameRecords([record(4)]))],
  ['goes', (f) => rmSync(f.join('data', 'a.tfrec'))],
];
for (const [what, change] of changes) {
  test(`ExampleGen refuses a folder in which a file ${what} while it is read`, async () => {
    using folder = new TemporaryFolder();
    await writeData(folder, 'a.tfrec', frameRecords([record(1), record(2)]));
    await writeData(folder, 'z.tfrec', frameRecords([record(5)]));
    const { signal } = new AbortController();
    let isRead = false;
    // Asked between any two chunks that are read.
    signal.throwIfAborted = () => {
      if (!isRead) change(folder);
      isRead = true;
    };
    const running = runComponent(exampleGen, runExampleGen, {
      parameters: { path: 'data', ...ONE_SPLIT },
      folder: folder.join('out'),
      notebookDirectory: folder.path,
      signal,
    });
    await assert.rejects(running, { code: 'changed-while-read' });
    assert.ok(isRead);
  });
}

test('ExampleGen reads the newest span and version, or the one that is asked for', async () => {
  using folder = new TemporaryFolder();
  for (const [span, version, id] of [
    [1, 1, 11],
    [2, 1, 21],
    [2, 3, 23],
    [10, 2, 102],
  ] as const) {
    await writeData(folder, `span-${span}/v${version}/a.tfrec`, frameRecords([record(id)]));
  }
  const splits = [{ name: 'all', pattern: 'span-{SPAN}/v{VERSION}/*' }];
  const newest = await run(folder, { input_config: { splits } });
  assert.deepEqual(
    (await recordsOf(newest)).map((one) => (plain(one) as { id: bigint[] }).id),
    [[102n]],
  );
  const { span, version } = newest.output('examples').customProperties;
  assert.deepEqual([span, version], [10, 2]);
  const range_config = { static_range: { start_span_number: 2, end_span_number: 2 } };
  const pinned = await run(folder, { input_config: { splits }, range_config }, 'b');
  assert.deepEqual(
    (await recordsOf(pinned)).map((one) => (plain(one) as { id: bigint[] }).id),
    [[23n]],
  );
});

test('ExampleGen counts a date as days since 1970, and refuses patterns that contradict themselves', async () => {
  using folder = new TemporaryFolder();
  await writeData(folder, '1970-01-11/a.tfrec', frameRecords([record(1)]));
  const dated = (pattern: string) => ({ input_config: { splits: [{ name: 'all', pattern }] } });
  const done = await run(folder, dated('{YYYY}-{MM}-{DD}/*'));
  assert.equal(done.output('examples').customProperties.span, 10);
  for (const pattern of ['{YYYY}-{MM}/*', '{SPAN}/{SPAN}/*', '{VERSION}/*', '{SPAN}-{YYYY}-{MM}-{DD}/*']) {
    await assert.rejects(run(folder, dated(pattern), pattern.length.toString()), { code: 'wrong-pattern' });
  }
});
