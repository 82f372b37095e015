import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { type ComponentDefinition, defineComponent } from '../pipeline/component.ts';
import { type KeyIngredients, makeCacheKey, semanticConfig } from './cache-key.ts';
import { keyReasons } from './key-reasons.ts';

const plain = defineComponent({
  name: 'Step',
  title: 'Step',
  summary: '',
  category: 'data',
  impl: 3,
  mlmdType: 'x.Step',
  mlmdBaseType: null,
  inputs: {},
  outputs: {},
  parameters: z.object({
    epochs: z.number().default(10),
    rate: z.number().meta({ title: 'Rate' }).default(0.1),
    colour: z.string().default('red').meta({ cosmetic: true }),
    note: z.string().meta({ cosmetic: true }).optional(),
    folder: z.string().default('').meta({ widget: 'folder' }),
    options: z.object({ depth: z.number() }).default({ depth: 2 }),
  }),
  cache: 'reuse',
  effects: 'none',
  resources: 'light',
  dependsOnRuntime: false,
}) as unknown as ComponentDefinition;

const reading: ComponentDefinition = {
  ...plain,
  prepare: async () => ({ files: [], modules: [], executionProperties: {} }),
};

const defaults = { epochs: 10, rate: 0.1, colour: 'red', folder: '', options: { depth: 2 } };

function ingredients(changes: Partial<KeyIngredients> = {}): KeyIngredients {
  return {
    definition: plain,
    parameters: defaults,
    inputs: { examples: ['sha256-a'] },
    code: {},
    sources: null,
    runtime: null,
    resolved: null,
    salt: 0,
    ...changes,
  };
}

test('K1 parameters equal to their default are not part of the key, at any depth', () => {
  assert.deepEqual(semanticConfig(plain, defaults), {});
  assert.deepEqual(semanticConfig(plain, { ...defaults, epochs: 11, options: { depth: 3 } }), {
    epochs: 11,
    options: { depth: 3 },
  });
});

test('S7 cosmetic parameters are not part of the key, wherever the mark was put', () => {
  assert.deepEqual(semanticConfig(plain, { ...defaults, colour: 'blue', note: 'x' }), {});
});

test('K2 a path is not part of the key when its content is', () => {
  const parameters = { ...defaults, folder: '/home/me/data' };
  assert.deepEqual(semanticConfig(reading, parameters), {});
  assert.deepEqual(semanticConfig(plain, parameters), { folder: '/home/me/data' });
});

test('equal ingredients give equal keys in whatever order they come; every part changes the key', () => {
  const base = makeCacheKey(ingredients());
  const turned = makeCacheKey(
    ingredients({ parameters: Object.fromEntries(Object.entries(defaults).reverse()) }),
  );
  assert.equal(turned.key, base.key);
  const changes: Partial<KeyIngredients>[] = [
    { definition: { ...plain, impl: 4 } },
    { definition: { ...plain, name: 'Other' } },
    { parameters: { ...defaults, epochs: 11 } },
    { inputs: { examples: ['sha256-b'] } },
    { inputs: { examples: ['sha256-a', 'sha256-a'] } },
    { code: { 'model.ts': 'sha256-c' } },
    { sources: 'sha256-d' },
    { runtime: { tensorflow: '2.21.0' } },
    { resolved: { model: ['sha256-e'] } },
    { salt: 1 },
  ];
  const keys = changes.map((change) => makeCacheKey(ingredients(change)).key);
  assert.equal(new Set([base.key, ...keys]).size, changes.length + 1);
});

const noDetails = { origins: {}, sourcesBefore: undefined, sourcesNow: undefined };

test('S1 K6 reasons are the parts of the key that differ, as sentences', () => {
  const before = makeCacheKey(
    ingredients({
      code: { 'a.ts': '1', 'b.ts': '1' },
      sources: 's1',
      runtime: { tensorflow: '2.17.0', device: 'cpu' },
    }),
  );
  const now = makeCacheKey(
    ingredients({
      definition: { ...plain, impl: 4 },
      parameters: { ...defaults, epochs: 20 },
      inputs: { examples: ['sha256-b'], schema: ['sha256-c'] },
      code: { 'a.ts': '2' },
      sources: 's2',
      runtime: { tensorflow: '2.21.0', device: 'cpu' },
      resolved: { model: ['m'] },
      salt: 1,
    }),
  );
  assert.deepEqual(
    keyReasons(before.parts, now.parts, { ...noDetails, origins: { examples: 'ExampleGen' } }),
    [
      { message: 'Step code version 3 -> 4' },
      { message: '`epochs` changed from its default to 20' },
      { message: 'Input `examples` has new data', cell: 'ExampleGen' },
      { message: 'Input `schema` is new' },
      { message: 'Code of `a.ts` changed' },
      { message: 'Code of `b.ts` is gone' },
      { message: 'The source files changed' },
      { message: 'TensorFlow 2.17.0 -> 2.21.0' },
      { message: '`model` would be another one now' },
      { message: 'You asked to forget this result' },
    ],
  );
});

test('S1 reasons are empty exactly when the keys are equal', () => {
  const key = makeCacheKey(ingredients());
  assert.deepEqual(keyReasons(key.parts, makeCacheKey(ingredients()).parts, noDetails), []);
});
