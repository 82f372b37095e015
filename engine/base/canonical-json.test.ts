import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';

test('canonicalJson() sorts keys at every depth and leaves undefined fields out', () => {
  assert.equal(
    canonicalJson({ b: [1, { d: null, c: 'x' }], a: 0.1, gone: undefined }),
    '{"a":0.1,"b":[1,{"c":"x","d":null}]}',
  );
});

test('canonicalJson() writes numbers in their shortest round-trip form', () => {
  assert.equal(canonicalJson([1e21, -0, 1.0, 1e-7]), '[1e+21,0,1,1e-7]');
});

test('canonicalJson() refuses NaN, infinities and functions', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, () => 1]) {
    assert.throws(() => canonicalJson({ value }), TypeError);
  }
});

test('canonicalJson() does not depend on the order in which keys were set', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const reversed = Object.fromEntries(Object.entries(object).reverse());
      assert.equal(canonicalJson(reversed), canonicalJson(object));
      assert.deepEqual(JSON.parse(canonicalJson(object)), JSON.parse(JSON.stringify(object)));
    }),
  );
});
