import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SchemaFeatureView } from '../../../engine/contract/schema.ts';
import { fromDraft, toDraft } from './feature-draft.ts';

const image: SchemaFeatureView = {
  name: 'image',
  type: 'FLOAT',
  minimumFraction: 1,
  minimumCount: 1,
  shape: [128, 128, 3],
  valueCount: null,
  domain: { kind: 'float', minimum: 0, maximum: 255, disallowNan: true },
  environments: [],
  notInEnvironments: [],
  driftThreshold: null,
  skewThreshold: 0.01,
};
const breed: SchemaFeatureView = {
  ...image,
  name: 'breed',
  type: 'BYTES',
  shape: null,
  valueCount: { minimum: 1, maximum: null },
  domain: { kind: 'string', name: 'breeds', values: ['siamese', 'pug'] },
  notInEnvironments: ['SERVING'],
};

test('toDraft() and fromDraft() leave a feature as it was', () => {
  for (const feature of [image, breed, { ...image, domain: { kind: 'image' as const } }]) {
    assert.deepEqual(fromDraft(feature, toDraft(feature)), { feature, problems: {} });
  }
});

test('fromDraft() reads limits, shapes and lists', () => {
  const draft = {
    ...toDraft(image),
    domain: '−1 to ∞',
    shape: '64x64,1',
    minimumFraction: '0.5',
    environments: 'TRAINING, SERVING',
  };
  const { feature } = fromDraft(image, draft);
  assert.deepEqual(
    {
      domain: feature?.domain,
      shape: feature?.shape,
      fraction: feature?.minimumFraction,
      environments: feature?.environments,
    },
    {
      domain: { kind: 'float', minimum: -1, maximum: null, disallowNan: true },
      shape: [64, 64, 1],
      fraction: 0.5,
      environments: ['TRAINING', 'SERVING'],
    },
  );
});

test('fromDraft() keeps the name of a text domain whose values change', () => {
  assert.deepEqual(fromDraft(breed, { ...toDraft(breed), domain: 'siamese, pug, collie' }).feature?.domain, {
    kind: 'string',
    name: 'breeds',
    values: ['siamese', 'pug', 'collie'],
  });
});

test('fromDraft() says which fields cannot be read', () => {
  const draft = { ...toDraft(image), domain: '5 to 1', shape: 'wide', minimumFraction: '2' };
  const { feature, problems } = fromDraft(image, draft);
  assert.equal(feature, null);
  assert.deepEqual(Object.keys(problems).sort(), ['domain', 'minimumFraction', 'shape']);
});
