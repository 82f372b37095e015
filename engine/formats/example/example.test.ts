import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { FormatError } from '../format-error.ts';
import { ExampleSchema } from '../proto/gen/tensorflow/core/example/example_pb.js';
import { decodeExample } from './decode-example.ts';
import { compareNames, encodeExample } from './encode-example.ts';
import { bytesFeature, type FeatureValue, floatFeature, intFeature } from './feature-value.ts';
import { normalizeExample } from './normalize-example.ts';
import { scanExample } from './scan-example.ts';

const value: fc.Arbitrary<FeatureValue> = fc.oneof(
  fc.array(fc.float({ noDefaultInfinity: false })).map(floatFeature),
  fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })).map(intFeature),
  fc.array(fc.uint8Array({ maxLength: 300 })).map(bytesFeature),
);
const example = fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 20 }), value), { maxLength: 12 });

function plain(features: ReadonlyMap<string, FeatureValue>): unknown {
  return [...features]
    .map(([name, { kind, values }]) => [name, kind, Array.from<unknown, unknown>(values, toPlain)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

function toPlain(one: unknown): unknown {
  return one instanceof Uint8Array ? Buffer.from(one).toString('hex') : one;
}

test('decodeExample gives back what encodeExample wrote', () => {
  fc.assert(
    fc.property(example, (entries) => {
      const features = new Map(entries);
      assert.deepEqual(plain(decodeExample(encodeExample(features))), plain(features));
    }),
  );
});

test('encodeExample writes what the protobuf library reads as the same message', () => {
  fc.assert(
    fc.property(example, (entries) => {
      const features = new Map(entries);
      const message = fromBinary(ExampleSchema, encodeExample(features));
      const read = Object.entries(message.features?.feature ?? {}).map(([name, { kind }]) => [
        name,
        kind.case,
      ]);
      const cases = { bytes: 'bytesList', float: 'floatList', int: 'int64List' };
      assert.deepEqual(
        new Map(read as [string, string][]),
        new Map([...features].map(([name, { kind }]) => [name, cases[kind]])),
      );
      assert.deepEqual(plain(decodeExample(toBinary(ExampleSchema, message))), plain(features));
    }),
  );
});

test('encodeExample orders features as upb does: by bytes, a longer name before its beginning', () => {
  const names = ['b', 'aa', 'a', 'ab', 'image', 'image_shape', 'z'];
  const sorted = names.toSorted((a, b) => compareNames(Buffer.from(a), Buffer.from(b)));
  assert.deepEqual(sorted, ['aa', 'ab', 'a', 'b', 'image_shape', 'image', 'z']);
  const bytes = encodeExample(new Map(names.map((name) => [name, intFeature([1])])));
  assert.deepEqual(
    scanExample(bytes).map(({ name }) => name),
    sorted,
  );
});

test('decodeExample reads numbers that are not packed', () => {
  const floats = Buffer.concat([Buffer.from([0x0d, 0, 0, 0x80, 0x3f]), Buffer.from([0x0d, 0, 0, 0, 0x40])]);
  const ints = Buffer.from([0x08, 5, 0x08, 0xac, 0x02]);
  const record = wrap([
    ['f', 2, floats],
    ['i', 3, ints],
  ]);
  assert.deepEqual(plain(decodeExample(record)), [
    ['f', 'float', [1, 2]],
    ['i', 'int', [5n, 300n]],
  ]);
});

/** An Example whose lists have these contents. */
function wrap(features: readonly (readonly [string, number, Uint8Array])[]): Uint8Array {
  const field = (number: number, body: Uint8Array): Buffer =>
    Buffer.concat([Buffer.from([(number << 3) | 2, body.length]), body]);
  const entries = features.map(([name, kind, content]) =>
    field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, field(kind, content))])),
  );
  return field(1, Buffer.concat(entries));
}

test('normalizeExample keeps features without a kind and drops unknown fields', () => {
  const message = create(ExampleSchema, {
    features: { feature: { b: { kind: { case: undefined } }, a: {} } },
  });
  const bytes = Buffer.concat([toBinary(ExampleSchema, message), Buffer.from([0x7a, 2, 1, 2])]);
  const normal = normalizeExample(bytes);
  assert.deepEqual(
    scanExample(normal).map(({ name, kind }) => [name, kind]),
    [
      ['a', null],
      ['b', null],
    ],
  );
  assert.equal(Buffer.from(normal).toString('hex'), '0a0e0a050a016112000a050a01621200');
});

test('decodeExample refuses what is no tf.Example and says where', () => {
  for (const text of ['ffffffff', '0a05', '0a030a0a01', 'hello world, this is text']) {
    const bytes = /^[0-9a-f]+$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text);
    assert.throws(
      () => decodeExample(bytes, { file: 'x.tfrecord', record: 3 }),
      ({ code, message, location }: FormatError) =>
        code === 'not-an-example' && message.includes('record 3 of "x.tfrecord"') && location.record === 3,
    );
  }
});

test('decodeExample answers any bytes with an Example or a FormatError', () => {
  const good = encodeExample(
    new Map([
      ['image', floatFeature([1, 2])],
      ['text', bytesFeature(['a'])],
      ['n', intFeature([7])],
    ]),
  );
  const edits = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 8 });
  fc.assert(
    fc.property(edits, fc.nat(good.length), (changes, length) => {
      const bytes = new Uint8Array(good.subarray(0, length));
      for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
      try {
        decodeExample(bytes);
      } catch (error) {
        assert.ok(error instanceof FormatError, String(error));
      }
    }),
    { numRuns: 3000 },
  );
});
