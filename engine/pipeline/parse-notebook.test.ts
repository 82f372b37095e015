import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from 'yaml';
import { migrateNotebook } from './migrate-notebook.ts';
import { NotebookError } from './notebook-error.ts';
import { parseNotebook } from './parse-notebook.ts';

const valid = `millrace: 1
name: pets
description: A demo
parameters:
  epochs: { type: integer, value: 3, description: How long }
cells:
  - note: |
      # Hello
  - id: Gen
    component: Gen
  - id: Train
    component: Train
    inputs:
      examples: Gen.examples
      schema: [Gen.schema]
    parameters:
      epochs: { runtime: epochs }
`;

function problemOf(text: string): { code: string; message: string; hint: string | undefined; at: string } {
  try {
    parseNotebook(text, 'a.yaml');
  } catch (error) {
    assert.ok(error instanceof NotebookError, String(error));
    const { file, line, column } = error.location;
    return { code: error.code, message: error.message, hint: error.hint, at: `${file}:${line}:${column}` };
  }
  return assert.fail('the text was accepted');
}

test('parseNotebook() reads notes, cells, inputs as lists, and runtime parameters', () => {
  assert.deepEqual(parseNotebook(valid, 'a.yaml').notebook, {
    name: 'pets',
    description: 'A demo',
    runtimeParameters: [{ name: 'epochs', type: 'integer', value: 3, description: 'How long' }],
    cells: [
      { kind: 'note', id: 'note-1', text: '# Hello\n' },
      { kind: 'component', id: 'Gen', component: 'Gen', inputs: {}, parameters: {} },
      {
        kind: 'component',
        id: 'Train',
        component: 'Train',
        inputs: { examples: ['Gen.examples'], schema: ['Gen.schema'] },
        parameters: { epochs: { runtime: 'epochs' } },
      },
    ],
  });
});

test('parseNotebook() says file, line, column and what to do', () => {
  assert.deepEqual(problemOf(valid.replace('component: Train', 'componnet: Train')), {
    code: 'notebook-format',
    message: 'Cannot read "a.yaml": at "cells.2": unknown field "componnet"',
    hint: 'Did you mean "component"?',
    at: 'a.yaml:12:5',
  });
  assert.deepEqual(problemOf(valid.replace('id: Train', 'id: Gen')), {
    code: 'duplicate-cell',
    message: 'Two cells have the id "Gen"',
    hint: 'Give one of them another id: results are found by it',
    at: 'a.yaml:11:5',
  });
});

test('parseNotebook() places errors of every kind', () => {
  const texts = {
    tabs: valid.replace('  - id: Gen', '\t- id: Gen'),
    newer: valid.replace('millrace: 1', 'millrace: 2'),
    other: 'name: x\ncells: []\n',
    list: '- a\n',
    empty: '',
    id: valid.replace('id: Gen', 'id: 1st'),
    type: valid.replace('type: integer', 'type: int'),
  };
  const found = Object.entries(texts).map(([name, text]) => {
    const { code, at } = problemOf(text);
    return [name, code, at];
  });
  assert.deepEqual(found, [
    ['tabs', 'yaml-syntax', 'a.yaml:9:1'],
    ['newer', 'notebook-version', 'a.yaml:1:1'],
    ['other', 'notebook-version', 'a.yaml:1:1'],
    ['list', 'notebook-version', 'a.yaml:1:1'],
    ['empty', 'notebook-version', 'a.yaml:1:1'],
    ['id', 'notebook-format', 'a.yaml:9:5'],
    ['type', 'notebook-format', 'a.yaml:5:13'],
  ]);
});

test('migrateNotebook() takes one step a version, keeping comments', () => {
  const document = parseDocument('# mine\nmillrace: 1\nsteps: [a] # here\n');
  migrateNotebook(
    document,
    {
      1: (old) => {
        old.set('cells', old.get('steps', true));
        old.delete('steps');
      },
      2: (old) => old.set('name', 'x'),
    },
    3,
  );
  assert.equal(document.toString(), '# mine\nmillrace: 3\ncells: [ a ] # here\nname: x\n');
});
