import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { fieldsOf } from './field.ts';

test('fieldsOf draws every kind of control from what zod writes', () => {
  const schema = z.object({
    epochs: z.int().min(1).max(100).default(5).meta({ title: 'Epochs', description: 'Passes' }),
    rate: z.number().default(0.001),
    optimizer: z.enum(['adam', 'sgd']).default('adam'),
    shuffle: z.boolean().default(true).meta({ cosmetic: true }),
    module_file: z.string().meta({ widget: 'module' }),
    labels: z.array(z.string()).default([]),
    sizes: z.array(z.number()).default([1]),
    limit: z.int().nullable().default(null),
    early: z.object({ patience: z.int().default(3) }).default({ patience: 3 }),
    rules: z.array(z.object({ metric: z.string() })).default([]),
  });
  const kinds = fieldsOf(z.toJSONSchema(schema, { io: 'input' })).map(({ name, title, kind }) => ({
    name,
    title,
    control: kind.control,
  }));
  assert.deepEqual(kinds, [
    { name: 'epochs', title: 'Epochs', control: 'number' },
    { name: 'rate', title: 'Rate', control: 'number' },
    { name: 'optimizer', title: 'Optimizer', control: 'choice' },
    { name: 'shuffle', title: 'Shuffle', control: 'boolean' },
    { name: 'module_file', title: 'Module file', control: 'text' },
    { name: 'labels', title: 'Labels', control: 'list' },
    { name: 'sizes', title: 'Sizes', control: 'list' },
    { name: 'limit', title: 'Limit', control: 'number' },
    { name: 'early', title: 'Early', control: 'group' },
    { name: 'rules', title: 'Rules', control: 'json' },
  ]);
});

test('fieldsOf keeps bounds, defaults, null and what is cosmetic', () => {
  const schema = z.object({
    epochs: z.int().min(1).default(5),
    limit: z.int().nullable().default(null),
    note: z.string().default('').meta({ cosmetic: true }),
    path: z.string(),
  });
  const [epochs, limit, note, path] = fieldsOf(z.toJSONSchema(schema, { io: 'input' }));
  assert.deepEqual(epochs, {
    name: 'epochs',
    title: 'Epochs',
    description: undefined,
    kind: { control: 'number', isInteger: true, minimum: 1, maximum: undefined },
    defaultValue: 5,
    isRequired: false,
    isNullable: false,
    isCosmetic: false,
  });
  assert.deepEqual([limit?.isNullable, limit?.defaultValue], [true, null]);
  assert.equal(note?.isCosmetic, true);
  assert.equal(path?.isRequired, true);
});
