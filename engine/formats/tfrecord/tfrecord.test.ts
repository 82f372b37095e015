import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { FormatError, type FormatErrorCode } from '../format-error.ts';
import { compressMember, expandWhole } from '../gzip/member.ts';
import { fixture } from '../testing/fixture.ts';
import { readAllRecords } from '../testing/read-all-records.ts';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { crc32c, maskedCrc32c } from './crc32c.ts';
import { frameRecords } from './frame.ts';
import { listShards, readShard } from './record-shard.ts';
import { RecordStore } from './record-store.ts';
import { RecordWriter } from './record-writer.ts';

async function write(file: string, records: readonly Uint8Array[]): Promise<void> {
  await using writer = await RecordWriter.create(file);
  for (const record of records) await writer.write(record);
}

function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

const sample = [Buffer.from('one'), Buffer.alloc(0), Buffer.alloc(70_000, 7), Buffer.from('four')];

test('crc32c gives the check values of RFC 3720, at any alignment', () => {
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  assert.equal(crc32c(new Uint8Array(32).fill(255)), 0x62a8ab43);
  const bytes = Uint8Array.from({ length: 4099 }, (_, i) => (i * 31) & 255);
  for (let shift = 0; shift < 5; shift++) {
    const shifted = new Uint8Array(bytes.length + shift);
    shifted.set(bytes, shift);
    assert.equal(crc32c(shifted.subarray(shift)), crc32c(bytes));
  }
  // (0xe3069283 rotated right by 15) + 0xa282ead8, modulo 2^32.
  assert.equal(
    maskedCrc32c(Buffer.from('123456789')),
    (((0xe3069283 >>> 15) | (0xe3069283 << 17)) + 0xa282ead8) >>> 0,
  );
});

test('readRecordBatches reads what TFX wrote', async () => {
  const records = await readAllRecords(fixture('tfx-run', 'examples-eval.gz'));
  assert.deepEqual(
    records.map(({ length }) => length),
    new Array(12).fill(262_245),
  );
});

test('RecordWriter and readRecordBatches give back any records, plain and gzip', async () => {
  using folder = new TemporaryFolder();
  let run = 0;
  const records = fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(records, fc.constantFrom('.tfrecord', '.gz'), async (written, ending) => {
      const file = folder.join(`records-${run++}${ending}`);
      await write(file, written);
      assert.deepEqual((await readAllRecords(file)).map(plain), written);
    }),
    { numRuns: 60 },
  );
});

test('RecordWriter gives equal bytes for equal records, and a gzip file any reader expands', async () => {
  using folder = new TemporaryFolder();
  const large = Array.from({ length: 40 }, (_, i) => Buffer.alloc(100_000, i));
  await write(folder.join('a.gz'), large);
  await write(folder.join('b.gz'), large);
  const [a, b] = [readFileSync(folder.join('a.gz')), readFileSync(folder.join('b.gz'))];
  assert.ok(a.equals(b));
  assert.ok(gunzipSync(a).equals(frameRecords(large)));
});

test('readShard covers every record once, with its number in the file', async () => {
  using folder = new TemporaryFolder();
  const file = folder.join('many.gz');
  const records = Array.from({ length: 300 }, (_, i) => Buffer.alloc(400_000, i & 255));
  await write(file, records);
  const shards = await listShards(file);
  assert.ok(shards.length > 1);
  const numbers: number[] = [];
  for (const shard of shards) for await (const batch of readShard(shard)) numbers.push(...batch.numbers);
  assert.deepEqual(
    numbers,
    records.map((_, i) => i),
  );
});

test('RecordStore finds any record of files of ours and of others', async () => {
  using folder = new TemporaryFolder();
  await write(folder.join('ours.gz'), sample);
  writeFileSync(folder.join('theirs.gz'), gzipSync(frameRecords(sample)));
  const store = await RecordStore.open(
    [folder.join('ours.gz'), folder.join('theirs.gz')],
    folder.join('cache'),
  );
  assert.equal(store.size, 8);
  for (const record of [7, 0, 4, 2, 3, 6, 1, 5])
    assert.deepEqual(plain(await store.read(record)), plain(sample[record % 4]!));
  const scanned: number[] = [];
  for await (const { record, bytes } of store.scan(2, 6)) {
    scanned.push(record);
    assert.deepEqual(plain(bytes), plain(sample[record % 4]!));
  }
  assert.deepEqual(scanned, [2, 3, 4, 5]);
  await assert.rejects(store.read(8), { code: 'bad-value' });
});

test('RecordStore names a damaged record inside of a member that gzip takes for whole', async () => {
  using folder = new TemporaryFolder();
  const frames = frameRecords(sample);
  const cases: readonly (readonly [string, Uint8Array, FormatErrorCode])[] = [
    ['data', flip(frames, 19 + 16 + 12 + 5), 'bad-checksum'],
    ['length', flip(frames, 19 + 16), 'bad-checksum'],
    ['cut', frames.subarray(0, 19 + 16 + 100), 'truncated'],
    ['cut-before', frames.subarray(0, 19 + 16), 'truncated'],
  ];
  for (const [name, bytes, code] of cases) {
    const file = folder.join(`${name}.gz`);
    writeFileSync(file, await compressMember(bytes, sample.length));
    const store = await RecordStore.open([file], folder.join('cache'));
    assert.deepEqual(plain(await store.read(0)), plain(sample[0]!));
    await assert.rejects(store.read(2), { code, location: { file, record: 2, offset: 35 } }, name);
    const scan = async (): Promise<void> => {
      for await (const { record } of store.scan()) assert.ok(record < 2, name);
    };
    if (name !== 'cut-before') await assert.rejects(scan(), { code }, name);
  }
});

test('a member is expanded into one buffer, whatever its trailer tells', async () => {
  const bytes = Buffer.alloc(1 << 20, 'some text');
  const member = await compressMember(bytes, 1);
  const told = [bytes.length, 0, 3, 2 ** 32 - 1];
  const chunks = told.map((length) => {
    const changed = Buffer.from(member);
    changed.writeUInt32LE(length, changed.length - 4);
    return expandWhole(changed).chunkSize;
  });
  assert.deepEqual(chunks, [bytes.length + 1, 64, 64, member.length * 1032 + 1]);
  assert.ok(gunzipSync(member, expandWhole(member)).equals(bytes));
  assert.equal(expandWhole(new Uint8Array(3)).chunkSize, 64);
});

test('FrameParser names record and offset of what is damaged', async () => {
  using folder = new TemporaryFolder();
  const good = frameRecords(sample);
  const offset = 16 + 3 + 16;
  const cases: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array, object])[] = [
    [
      'data',
      (bytes) => flip(bytes, offset + 12 + 5),
      { code: 'bad-checksum', location: { record: 2, offset } },
    ],
    ['length', (bytes) => flip(bytes, offset + 1), { code: 'bad-checksum', location: { record: 2, offset } }],
    ['cut', (bytes) => bytes.subarray(0, 40_000), { code: 'truncated', location: { record: 2, offset } }],
    [
      'cut header',
      (bytes) => bytes.subarray(0, offset + 4),
      { code: 'truncated', location: { record: 2, offset } },
    ],
    [
      'long',
      (bytes) => Buffer.concat([bytes.subarray(0, offset), longHeader()]),
      { code: 'too-large', location: { record: 2, offset } },
    ],
  ];
  for (const [name, damage, expected] of cases) {
    const file = folder.join(`${name}.tfrecord`);
    writeFileSync(file, damage(good));
    const { code, location } = expected as { code: string; location: object };
    await assert.rejects(readAllRecords(file), {
      name: 'FormatError',
      code,
      location: { ...location, file },
    });
  }
});

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** A header with a right checksum that announces 2^40 bytes. */
function longHeader(): Uint8Array {
  const header = Buffer.alloc(12);
  header.writeBigUInt64LE(2n ** 40n);
  header.writeUInt32LE(maskedCrc32c(header.subarray(0, 8)), 8);
  return header;
}

test('readRecordBatches refuses a compressed record that is far larger than its file, before it is expanded', async () => {
  using folder = new TemporaryFolder();
  const file = folder.join('bomb.tfrecord.gz');
  const header = Buffer.alloc(12);
  header.writeBigUInt64LE(2n ** 29n);
  header.writeUInt32LE(maskedCrc32c(header.subarray(0, 8)), 8);
  writeFileSync(file, gzipSync(Buffer.concat([header, Buffer.alloc(32 << 20)])));
  await assert.rejects(readAllRecords(file), { code: 'too-large', location: { file, record: 0, offset: 0 } });
});

test('readRecordBatches leaves out damaged records where it is told to, and tells of each', async () => {
  using folder = new TemporaryFolder();
  const file = folder.join('damaged.tfrecord');
  writeFileSync(file, flip(frameRecords(sample), 13));
  const skipped: number[] = [];
  const records = await readAllRecords(file, {
    onBadRecord: ({ location }) => skipped.push(location.record ?? -1),
  });
  assert.deepEqual([records.length, skipped], [3, [0]]);
});

test('readRecordBatches reports gzip data that is cut off or no gzip, and a missing file', async () => {
  using folder = new TemporaryFolder();
  const gzip = gzipSync(frameRecords(sample));
  writeFileSync(folder.join('cut.gz'), gzip.subarray(0, gzip.length - 20));
  writeFileSync(folder.join('not.gz'), 'this is no gzip file');
  await assert.rejects(readAllRecords(folder.join('cut.gz')), { code: 'truncated' });
  await assert.rejects(readAllRecords(folder.join('not.gz')), { code: 'bad-checksum' });
  await assert.rejects(readAllRecords(folder.join('none.gz')), { code: 'cannot-read' });
});

test('readRecordBatches stops with the reason of its signal', async () => {
  const reason = new Error('stop');
  const signal = AbortSignal.abort(reason);
  await assert.rejects(readAllRecords(fixture('tfx-run', 'examples-eval.gz'), { signal }), reason);
});

test('readRecordBatches answers any mutation of a file with records or a FormatError', async () => {
  using folder = new TemporaryFolder();
  const seeds = [frameRecords(sample), gzipSync(frameRecords(sample))];
  const edits = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 6 });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(1), edits, fc.nat(400), async (which, changes, cut) => {
      const bytes = new Uint8Array(seeds[which]!);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      const file = folder.join(`fuzz-${run++}${which === 1 ? '.gz' : '.tfrecord'}`);
      writeFileSync(file, bytes.subarray(0, bytes.length - (cut % 3 === 0 ? cut % bytes.length : 0)));
      await readAllRecords(file).catch((error) => assert.ok(error instanceof FormatError, String(error)));
    }),
    { numRuns: 150 },
  );
});
