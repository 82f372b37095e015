import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './problems.ts';

const failed = { state: 'failed', error: { code: 'x', message: 'Cannot read', hint: 'Look' } };
const cell = (problems: readonly object[], freshness: object) =>
  ({ id: 'A', kind: 'component', component: 'A', title: 'Step', problems, freshness }) as never;

test('problemsOf lists what the notebook, a cell as written and a failure say, each once', () => {
  const problems = problemsOf({
    name: 'pets',
    problems: [
      { code: 'a', message: 'No root' },
      { code: 'b', message: 'No such component', location: { cell: 'A' } },
    ],
    cells: [cell([{ message: 'No such component' }], failed)],
  });
  assert.deepEqual(
    problems.map(({ cell: id, title, message }) => [id, title, message]),
    [
      [null, 'pets', 'No root'],
      ['A', 'Step', 'No such component'],
      ['A', 'Step', 'Cannot read'],
    ],
  );
});
