import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { NotebookCommand } from '../contract/notebook.ts';
import { emptyHistory, recordEdit, redoEdit, undoEdit } from './edit-history.ts';
import { editNotebook } from './edit-notebook.ts';
import { NotebookError } from './notebook-error.ts';
import { parseNotebook } from './parse-notebook.ts';
import { pipelineTestComponents } from './testing-components.ts';

const text = `# a header
millrace: 1
name: demo
parameters:
  epochs: { type: integer, value: 3 }
cells:
  # where data comes from
  - id: Gen
    component: Gen
    parameters: { count: 5, base: 'elsewhere' } # as measured
  - id: Train
    component: Train
    inputs: { examples: Gen.examples, schema: [Gen.schema] }
`;

const edit = (command: NotebookCommand, before = text): string =>
  editNotebook(before, command, pipelineTestComponents).text;

test('editNotebook() changes what the command names and leaves every other character', () => {
  assert.equal(
    edit({ type: 'set-parameter', id: 'Gen', parameter: 'count', value: 6 }),
    text.replace('count: 5', 'count: 6'),
  );
  assert.equal(
    edit({ type: 'set-runtime-parameter', name: 'epochs', value: 9 }),
    text.replace('value: 3', 'value: 9'),
  );
});

test('editNotebook() puts a parameter back to its default, and the last one takes its map along', () => {
  const once = edit({ type: 'set-parameter', id: 'Gen', parameter: 'count', value: null });
  assert.match(once, /parameters: \{ base: 'elsewhere' \} # as measured/);
  const twice = edit({ type: 'set-parameter', id: 'Gen', parameter: 'base', value: null }, once);
  assert.deepEqual(parseNotebook(twice, 'a').notebook.cells[0], {
    kind: 'component',
    id: 'Gen',
    component: 'Gen',
    inputs: {},
    parameters: {},
  });
});

test('editNotebook() renames a cell together with every reference to it', () => {
  const renamed = edit({ type: 'rename-cell', id: 'Gen', newId: 'Source' });
  assert.match(renamed, /inputs: \{ examples: Source\.examples, schema: \[ ?Source\.schema ?\] \}/);
});

test('editNotebook() connects a new cell to the nearest outputs above that fit', () => {
  const added = edit({ type: 'add-cell', index: 2, cell: { kind: 'component', component: 'Train' } });
  assert.deepEqual(parseNotebook(added, 'a').notebook.cells[2], {
    kind: 'component',
    id: 'Train_2',
    component: 'Train',
    inputs: { examples: ['Gen.examples'] },
    parameters: {},
  });
});

test('editNotebook() moves, duplicates, deletes and writes notes', () => {
  const ids = (after: string) => parseNotebook(after, 'a').notebook.cells.map(({ id }) => id);
  assert.deepEqual(ids(edit({ type: 'move-cell', id: 'Train', index: 0 })), ['Train', 'Gen']);
  assert.deepEqual(ids(edit({ type: 'duplicate-cell', id: 'Gen' })), ['Gen', 'Gen_2', 'Train']);
  assert.deepEqual(ids(edit({ type: 'delete-cell', id: 'Gen' })), ['Train']);
  const noted = edit({ type: 'add-cell', index: 0, cell: { kind: 'note', text: 'one' } });
  const changed = edit({ type: 'set-note', id: 'note-1', text: '# Two\n\n- lines: x' }, noted);
  assert.deepEqual(parseNotebook(changed, 'a').notebook.cells[0], {
    kind: 'note',
    id: 'note-1',
    text: '# Two\n\n- lines: x',
  });
});

test('editNotebook() refuses what does not fit, and says why', () => {
  const refused: [NotebookCommand, string][] = [
    [{ type: 'delete-cell', id: 'Nobody' }, 'no-such-cell'],
    [{ type: 'rename-cell', id: 'Gen', newId: 'Train' }, 'duplicate-cell'],
    [{ type: 'rename-cell', id: 'Gen', newId: '../x' }, 'cell-id'],
    [{ type: 'add-cell', index: 0, cell: { kind: 'component', component: 'Nothing' } }, 'no-such-component'],
    [{ type: 'set-runtime-parameter', name: 'rate', value: 1 }, 'no-such-parameter'],
  ];
  for (const [command, code] of refused) {
    assert.throws(
      () => edit(command),
      (error) => error instanceof NotebookError && error.code === code,
    );
  }
});

const id = fc.constantFrom('Gen', 'Train');
const command: fc.Arbitrary<NotebookCommand> = fc.oneof(
  fc.record({
    type: fc.constant('set-parameter' as const),
    id,
    parameter: fc.constantFrom('count', 'base'),
    value: fc.oneof(fc.string(), fc.nat(), fc.constant(null)),
  }),
  fc.record({ type: fc.constant('move-cell' as const), id, index: fc.nat(3) }),
  fc.record({ type: fc.constant('delete-cell' as const), id }),
  fc.record({ type: fc.constant('duplicate-cell' as const), id }),
  fc.record({
    type: fc.constant('add-cell' as const),
    index: fc.nat(3),
    cell: fc.record({ kind: fc.constant('note' as const), text: fc.string({ unit: 'binary' }) }),
  }),
);

test('X5 whatever was edited, undoing it all gives the first text and redoing it all the last', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 8 }), (commands) => {
      let [current, history] = [text, emptyHistory];
      for (const next of commands) {
        try {
          const edited = editNotebook(current, next, pipelineTestComponents);
          history = recordEdit(history, edited.label, current);
          current = edited.text;
        } catch (error) {
          assert.ok(error instanceof NotebookError);
        }
      }
      const last = current;
      while (history.undo.length > 0) {
        ({ history, text: current } = undoEdit(history, current));
      }
      assert.equal(current, text);
      while (history.redo.length > 0) {
        ({ history, text: current } = redoEdit(history, current));
      }
      assert.equal(current, last);
    }),
  );
});
