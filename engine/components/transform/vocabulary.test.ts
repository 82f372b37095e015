import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { bytesFeature, floatFeature, intFeature } from '../../formats/example/feature-value.ts';
import { vocabularyFile } from './analyzers/vocabulary-table.ts';
import { graphFile, runTransform, transformedRows } from './testing/run-transform.ts';

const SCHEMA = `
feature { name: "word" type: BYTES presence { min_fraction: 1.0 } shape { dim { size: 1 } } }
feature { name: "code" type: INT presence { min_fraction: 1.0 } shape { dim { size: 1 } } }
feature { name: "x" type: FLOAT presence { min_fraction: 1.0 } shape { dim { size: 1 } } }
`;

function record(word: string | Uint8Array, code = 0, x = 0): Uint8Array {
  return encodeExample(
    new Map([
      ['word', typeof word === 'string' ? bytesFeature([word]) : { kind: 'bytes', values: [word] }],
      ['code', intFeature([code])],
      ['x', floatFeature([x])],
    ]),
  );
}

const run = (records: readonly Uint8Array[], body: string) =>
  runTransform({ schema: SCHEMA, splits: { train: records }, body });

const WORD = 'return { word_xf: tft.computeAndApplyVocabulary(inputs.word, { name: "word" }) };';

test('A vocabulary holds strings of any bytes, the greater first among equally frequent ones', async () => {
  const [low, high] = [Uint8Array.of(0x61, 0xe4), Uint8Array.of(0x61, 0xf6)];
  // In UTF-16, the order of these two is the other way round.
  const [private_, emoji] = ['\uff5e', '\u{1f600}'];
  const made = await run(
    [low, high, high, private_, emoji].map((word) => record(word)),
    WORD,
  );
  const rows = await transformedRows(made, 'train');
  assert.deepEqual(
    rows.map(({ word_xf }) => word_xf![0]),
    [3, 0, 0, 2, 1],
  );
  const lines = Buffer.concat([high, Buffer.from(`\n${emoji}\n${private_}\n`), low, Buffer.from('\n')]);
  assert.deepEqual(await readFile(graphFile(made, 'transform_fn', 'assets', 'word')), lines);
});

test('A vocabulary leaves out empty strings and those with line breaks of any kind', async () => {
  const made = await run(
    ['a', 'a\r', '', 'b\nc', 'a\r', ''].map((word) => record(word)),
    WORD,
  );
  assert.equal(await readFile(graphFile(made, 'transform_fn', 'assets', 'word'), 'utf8'), 'a\n');
  const rows = await transformedRows(made, 'train');
  assert.deepEqual(
    rows.map(({ word_xf }) => word_xf![0]),
    [0, -1, -1, -1, -1, -1],
  );
});

test('A vocabulary without terms maps every string to the default', async () => {
  const made = await run([record('')], WORD);
  assert.deepEqual(await transformedRows(made, 'train'), [{ word_xf: [-1] }]);
});

test('Keys without any that can be looked up scale everything to 0', async () => {
  const made = await run(
    [record('a\nb', 1, 1)],
    'return { z: tft.scaleToZScorePerKey(inputs.x, inputs.word) };',
  );
  assert.deepEqual(await transformedRows(made, 'train'), [{ z: [0] }]);
});

test('A vocabulary of integers holds them in decimal', async () => {
  const made = await run(
    [5, -7, 5].map((code) => record('', code)),
    'return { code_xf: tft.computeAndApplyVocabulary(inputs.code, { name: "code" }) };',
  );
  assert.equal(await readFile(graphFile(made, 'transform_fn', 'assets', 'code'), 'utf8'), '5\n-7\n');
  const rows = await transformedRows(made, 'train');
  assert.deepEqual(
    rows.map(({ code_xf }) => code_xf![0]),
    [0, 1, 0],
  );
});

test('Keys may be integers, and one with a line break does not shift those after it', async () => {
  const records = [record('a\nb', 1, 1), record('a\nb', 1, 3), record('c', 2, 10), record('c', 2, 30)];
  const made = await run(
    records,
    'return { by_word: tft.scaleTo01PerKey(inputs.x, inputs.word), by_code: tft.scaleTo01PerKey(inputs.x, inputs.code) };',
  );
  const rows = await transformedRows(made, 'train');
  assert.deepEqual(
    rows.map(({ by_word, by_code }) => [Math.abs(by_word![0]!), by_code![0]]),
    [
      [0, 0],
      [0, 1],
      [0, 0],
      [1, 1],
    ],
  );
});

test('Vocabularies without a name are named as tft does, and have the domains that tft writes', async () => {
  const made = await run(
    [record('a', 1, 1), record('b', 1, 2)],
    `const word = tft.computeAndApplyVocabulary(inputs.word);
     const other = tft.computeAndApplyVocabulary(inputs.word, { defaultValue: 7 });
     return { word_xf: word, other_xf: other, bucket: tft.bucketize(inputs.x, 3), x_xf: inputs.x };`,
  );
  const named = ['', '_1'].map((number) => `vocab_compute_and_apply_vocabulary${number}_vocabulary`);
  for (const file of named) {
    assert.equal(await readFile(graphFile(made, 'transform_fn', 'assets', file), 'utf8'), 'b\na\n');
  }
  const schema = await readFile(graphFile(made, 'transformed_metadata', 'schema.pbtxt'), 'utf8');
  const domains = [
    ...schema.matchAll(
      /name: "(\w+)"[^}]*?int_domain \{\s*min: (-?\d+)\s*max: (\d+)\s*is_categorical: true/g,
    ),
  ];
  assert.deepEqual(
    domains.map(([, ...domain]) => domain),
    [
      ['bucket', '0', '2'],
      ['other_xf', '0', '7'],
      ['word_xf', '-1', '1'],
    ],
  );
  assert.equal(schema.match(/int_domain/g)?.length, 3);
});

test('Two vocabularies of one name are refused, since they would share a file', async () => {
  const twice = `const a = tft.computeAndApplyVocabulary(inputs.word, { name: "w" });
    return { a, b: tft.computeAndApplyVocabulary(inputs.code, { name: "w" }) };`;
  await assert.rejects(run([record('a')], twice), { code: 'vocabulary-name-taken', message: /"w"/ });
});

test('vocabularyFile() makes a name safe as tft does', () => {
  assert.deepEqual(['company', 'a b/c', ' x -- y\t', 'größe.txt'].map(vocabularyFile), [
    'company',
    'a-b_c',
    'x-y',
    'größe_txt',
  ]);
});

test('bucketize() puts what is not a number into the last bucket, as tft does', async () => {
  const made = await run(
    [1, 2, 0, 4, 5, Number.NaN].map((x) => record('', 0, x)),
    'return { bucket: tft.bucketize(inputs.x, 3) };',
  );
  const rows = await transformedRows(made, 'train');
  assert.deepEqual(
    rows.map(({ bucket }) => bucket![0]),
    [1, 1, 0, 2, 2, 2],
  );
});
