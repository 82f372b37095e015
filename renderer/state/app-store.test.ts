import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AppState, withEvent, withNotebook } from './app-store.ts';

const cell = (id: string, phase: string) => ({ id, kind: 'component', phase }) as never;
const notebook = (version: number, about: object = {}) =>
  ({ path: '/a', version, cells: [cell('A', 'idle'), cell('B', 'idle')], ...about }) as never;
const state = (about: object): AppState =>
  ({ connection: 'open', engineVersion: '1', components: [], notebook: undefined, ...about }) as AppState;

test('withNotebook keeps the newest version of a notebook, and takes another one whatever its version', () => {
  const shown = state({ notebook: notebook(5) });
  assert.equal(withNotebook(shown, notebook(4)), shown);
  assert.equal(withNotebook(shown, notebook(6)).notebook?.version, 6);
  assert.equal(withNotebook(shown, notebook(1, { path: '/b' })).notebook?.path, '/b');
  assert.equal(withNotebook(shown, null).notebook, null);
});

test('withEvent changes one cell and leaves the others the very objects they were', () => {
  const shown = state({ notebook: notebook(5) });
  const next = withEvent(shown, { type: 'cell', version: 6, cell: cell('B', 'running') });
  assert.equal(next.notebook?.version, 6);
  assert.equal(next.notebook?.cells[0], shown.notebook?.cells[0]);
  assert.deepEqual(next.notebook?.cells[1], cell('B', 'running'));
});

test('withEvent ignores what is older than what is shown, and events that change nothing here', () => {
  const shown = state({ notebook: notebook(5) });
  assert.equal(withEvent(shown, { type: 'cell', version: 4, cell: cell('A', 'running') }), shown);
  assert.equal(
    withEvent(shown, { type: 'run-ended', runId: 'r', ok: true, seconds: 1, message: 'Done' }),
    shown,
  );
  const empty = state({ notebook: null });
  assert.equal(withEvent(empty, { type: 'cell', version: 9, cell: cell('A', 'running') }), empty);
});
