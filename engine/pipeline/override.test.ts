import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyOverrides, parseOverride } from './override.ts';
import { parseNotebook } from './parse-notebook.ts';

const { notebook } = parseNotebook(
  'millrace: 1\nname: x\nparameters: { rate: { type: number, value: 1 } }\ncells: [{ id: T, component: Train, parameters: { epochs: 1 } }]\n',
  'a',
);

test('parseOverride() reads values as YAML does', () => {
  assert.deepEqual(
    [
      'T.epochs=3',
      'T.name=a b',
      'T.list=[1, two]',
      'rate=0.5',
      'T.on=true',
      'T.text=a: b: c',
      'T.empty=',
    ].map((text) => parseOverride(text)),
    [
      { cell: 'T', parameter: 'epochs', value: 3 },
      { cell: 'T', parameter: 'name', value: 'a b' },
      { cell: 'T', parameter: 'list', value: [1, 'two'] },
      { cell: undefined, parameter: 'rate', value: 0.5 },
      { cell: 'T', parameter: 'on', value: true },
      { cell: 'T', parameter: 'text', value: 'a: b: c' },
      { cell: 'T', parameter: 'empty', value: null },
    ],
  );
  assert.throws(() => parseOverride('nonsense'), { code: 'no-such-parameter' });
});

test('applyOverrides() changes the notebook in memory and names what is not there', () => {
  const changed = applyOverrides(notebook, [parseOverride('T.epochs=9'), parseOverride('rate=2')]);
  assert.deepEqual(changed.cells[0]?.kind === 'component' && changed.cells[0].parameters, { epochs: 9 });
  assert.equal(changed.runtimeParameters[0]?.value, 2);
  assert.equal(notebook.runtimeParameters[0]?.value, 1);
  assert.throws(() => applyOverrides(notebook, [parseOverride('X.epochs=9')]), {
    code: 'no-such-cell',
    hint: 'Did you mean "T"?',
  });
  assert.throws(() => applyOverrides(notebook, [parseOverride('rat=9')]), { hint: 'Did you mean "rate"?' });
});
