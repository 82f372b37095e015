import assert from 'node:assert/strict';
import test from 'node:test';
import { parseEvalConfig } from '../../formats/evaluation/eval-config.ts';
import { sliceFromProto, sliceName, sliceToProto } from '../../formats/evaluation/slice-key.ts';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { bytesFeature, floatFeature, intFeature } from '../../formats/example/feature-value.ts';
import { readFeatures, sliceFeatures, slicesOf } from './slicing.ts';

const record = encodeExample(
  new Map([
    ['species', bytesFeature(['dog'])],
    ['size', intFeature([2])],
    ['tags', bytesFeature(['a', 'b'])],
    ['share', floatFeature([0.5])],
    ['image', floatFeature(new Float32Array(1000))],
  ]),
);

function names(slicingSpecs: readonly object[]): string[] {
  const config = parseEvalConfig({ slicing_specs: [...slicingSpecs] as never });
  return slicesOf(config, readFeatures(record, sliceFeatures(config))).map(sliceName);
}

test('slicesOf() puts every example into the overall slice, also without specs', () => {
  assert.deepEqual([names([]), names([{}])], [['Overall'], ['Overall']]);
});

test('slicesOf() slices by a feature, by a value, and by crosses in the order of feature names', () => {
  assert.deepEqual(
    names([
      { feature_keys: ['species'] },
      { feature_values: { size: '2' } },
      { feature_keys: ['species', 'size'] },
      { feature_keys: ['species'], feature_values: { size: '2' } },
    ]),
    ['species:dog', 'size:2', 'size_X_species:2_X_dog'],
  );
});

test('slicesOf() gives a slice for each value of a feature with several', () => {
  assert.deepEqual(names([{ feature_keys: ['tags'] }, { feature_keys: ['tags', 'size'] }]), [
    'tags:a',
    'tags:b',
    'size_X_tags:2_X_a',
    'size_X_tags:2_X_b',
  ]);
});

test('slicesOf() leaves an example out of slices whose feature or value it lacks', () => {
  assert.deepEqual(names([{ feature_keys: ['colour'] }, { feature_values: { species: 'cat' } }]), []);
});

test('readFeatures() decodes only the features it is asked for', () => {
  assert.deepEqual([...readFeatures(record, new Set(['size', 'share'])).keys()].sort(), ['share', 'size']);
});

test('sliceToProto() and back keeps text, integers and fractions', () => {
  const slice = [
    { feature: 'a', value: 'ü' },
    { feature: 'b', value: 3n },
    { feature: 'c', value: 0.5 },
  ];
  assert.deepEqual(sliceFromProto(sliceToProto(slice)), slice);
});
