import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputChoices } from './input-choices.ts';

const component = (name: string, outputs: Record<string, string>) =>
  ({
    name,
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([key, type]) => [key, { type, description: '' }]),
    ),
  }) as never;
const components = [
  component('ExampleGen', { examples: 'Examples' }),
  component('Transform', { transform_graph: 'TransformGraph', transformed_examples: 'Examples' }),
];
const cells = [
  { id: 'about', kind: 'note' },
  { id: 'Data', kind: 'component', component: 'ExampleGen' },
  { id: 'Transform', kind: 'component', component: 'Transform' },
] as never;

test('inputChoices offers fitting outputs of other cells', () => {
  const about = { cell: { id: 'Data' }, input: { types: ['Examples'] }, references: [] };
  assert.deepEqual(inputChoices(cells, components, about), ['Transform.transformed_examples']);
});

test('inputChoices keeps what is set in sight even where it does not fit', () => {
  const about = { cell: { id: 'Trainer' }, input: { types: ['Examples'] }, references: ['Gone.examples'] };
  assert.deepEqual(inputChoices(cells, components, about), [
    'Gone.examples',
    'Data.examples',
    'Transform.transformed_examples',
  ]);
});
