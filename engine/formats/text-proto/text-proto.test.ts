import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FormatError } from '../format-error.ts';
import { SchemaSchema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { readFixture } from '../testing/fixture.ts';
import { editTextProto } from './edit-text-proto.ts';
import { parseTextProto } from './parse-text-proto.ts';
import { printTextProto } from './print-text-proto.ts';
import { pythonFloat, pythonFloat32 } from './python-float.ts';

const written = ['tfx-run/inferred-schema.pbtxt', 'mixed-schema.pbtxt', 'infer-schema.pbtxt'];

function reprint(text: string): string {
  return printTextProto(SchemaSchema, parseTextProto(SchemaSchema, text));
}

test('printTextProto gives the bytes of the schemas that Python wrote', () => {
  for (const name of written) {
    const text = readFixture(...name.split('/')).toString();
    assert.equal(reprint(text), text);
  }
});

test('pythonFloat and pythonFloat32 print as Python does', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0.0'],
    [-0, '-0.0'],
    [255, '255.0'],
    [0.1, '0.1'],
    [1e-5, '1e-05'],
    [0.0001, '0.0001'],
    [1e16, '1e+16'],
    [123456789012345680, '1.2345678901234568e+17'],
    [1e15, '1000000000000000.0'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [Number.NaN, 'nan'],
  ];
  for (const [value, text] of cases) assert.equal(pythonFloat(value), text);
  assert.equal(pythonFloat32(Math.fround(0.1)), '0.1');
  assert.equal(pythonFloat32(Math.fround(3.9876542)), '3.9876542');
});

test('parseTextProto reads every way of writing a message', () => {
  const text = `
    # a comment { with braces }
    feature: < name: "a" 'b', type: 2; value_count { min: 0x10 max: 020 } >
    feature { name: "\\x41\\101\\u00e9\\n" deprecated: t float_domain { min: -1.5f max: inf } }
    default_environment: ["TRAINING", "SERVING"]
    string_domain { name: "d" value: [] }`;
  assert.equal(
    reprint(text),
    `feature {
  name: "ab"
  value_count {
    min: 16
    max: 16
  }
  type: INT
}
feature {
  name: "AAé\\n"
  deprecated: true
  float_domain {
    min: -1.5
    max: inf
  }
}
string_domain {
  name: "d"
}
default_environment: "TRAINING"
default_environment: "SERVING"
`,
  );
});

test('parseTextProto tells line and column of what it cannot read', () => {
  const cases: readonly (readonly [string, number, number, RegExp])[] = [
    ['feature {\n  nme: "x"\n}', 2, 3, /Feature has no field "nme"/],
    ['feature {\n  type: FLOTA\n}', 2, 9, /one of TYPE_UNKNOWN, BYTES, INT, FLOAT, STRUCT/],
    ['feature {\n  name: "a"', 2, 12, /the text ends/],
    ['feature {\n  name: "a\n}', 2, 9, /not closed/],
    ['feature { name: "a" name: "b" }', 1, 27, /given twice/],
    ['feature { presence { min_count: 1.5 } }', 1, 33, /whole number/],
    ['feature { name: 5 }', 1, 17, /string in quotes/],
    ['feature { \u0007 }', 1, 11, /unexpected character/],
  ];
  for (const [text, line, column, message] of cases) {
    assert.throws(
      () => parseTextProto(SchemaSchema, text, 's.pbtxt'),
      (error: FormatError) =>
        error.location.line === line && error.location.column === column && message.test(error.message),
      text,
    );
  }
});

test('parseTextProto refuses deep nesting instead of exhausting the stack', () => {
  const deep = 'feature { struct_domain { '.repeat(5000);
  assert.throws(() => parseTextProto(SchemaSchema, deep), { code: 'bad-syntax' });
});

test('parseTextProto answers any mutation of a schema with a schema or a FormatError', () => {
  const text = readFixture('tfx-run', 'curated-schema.pbtxt').toString();
  const edit = fc.tuple(fc.nat(text.length), fc.nat(8), fc.string({ maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const mutated = edits.reduce(
        (before, [at, cut, put]) => before.slice(0, at) + put + before.slice(at + cut),
        text,
      );
      try {
        parseTextProto(SchemaSchema, mutated);
      } catch (error) {
        assert.ok(error instanceof FormatError, String(error));
      }
    }),
    { numRuns: 500 },
  );
});

const feature = fc.record(
  {
    name: fc.constantFrom('image', 'label', 'x', 'y'),
    type: fc.constantFrom('INT', 'FLOAT', 'BYTES'),
    minFraction: fc.option(fc.constantFrom(0.25, 1), { nil: undefined }),
    min: fc.option(fc.nat(3), { nil: undefined }),
    environments: fc.subarray(['A', 'B']),
  },
  { requiredKeys: ['name', 'type', 'environments'] },
);

function schemaText(features: readonly (typeof feature extends fc.Arbitrary<infer F> ? F : never)[]): string {
  const blocks = features.map(
    ({ name, type, minFraction, min, environments }) =>
      `feature { # of ${name}\n  name: "${name}"\n  type: ${type}\n` +
      (min === undefined ? '' : `  # at least\n  int_domain {\n    min: ${min}\n  }\n`) +
      (minFraction === undefined ? '' : `  presence { min_fraction: ${minFraction} }\n`) +
      environments.map((one) => `  not_in_environment: "${one}"\n`).join('') +
      '}\n',
  );
  return `# the head\n${blocks.join('\n')}`;
}

test('editTextProto makes any schema out of any other and keeps the comments of what stays', () => {
  const schemas = fc.uniqueArray(feature, { selector: ({ name }) => name, maxLength: 4 });
  fc.assert(
    fc.property(schemas, schemas, (before, after) => {
      const text = schemaText(before);
      const wanted = parseTextProto(SchemaSchema, schemaText(after));
      const edited = editTextProto(SchemaSchema, text, wanted);
      assert.equal(reprint(edited), printTextProto(SchemaSchema, wanted));
      assert.ok(edited.startsWith('# the head\n') || before.length === 0);
    }),
  );
});

test('editTextProto changes nothing where nothing changed, and single values in place', () => {
  const text = readFixture('tfx-run', 'curated-schema.pbtxt').toString();
  const schema = parseTextProto(SchemaSchema, text);
  assert.equal(editTextProto(SchemaSchema, text, schema), text);
  const [first] = schema.feature;
  assert.equal(first?.domainInfo.case, 'floatDomain');
  if (first.domainInfo.case === 'floatDomain') first.domainInfo.value.max = 1;
  assert.equal(editTextProto(SchemaSchema, text, schema), text.replace(/max: 255(\.0)?/, 'max: 1.0'));
});
