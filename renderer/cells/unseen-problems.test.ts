import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CellProblem, unseenProblems } from './unseen-problems.ts';

const component = {
  parameters: { type: 'object', properties: { path: { type: 'string' }, splits: { type: 'object' } } },
  inputs: { examples: { types: ['Examples'], optional: false, description: '' } },
};
const problem = (about: Partial<CellProblem>): CellProblem => ({ message: 'Wrong', ...about }) as CellProblem;
const atField = [problem({ parameter: 'path' }), problem({ parameter: 'splits.eval' })];
const atInput = problem({ input: 'examples' });
const ofNoField = [problem({ parameter: 'nonsense' }), problem({ input: 'nowhere' }), problem({})];
const all = [...atField, atInput, ...ofNoField];

test('a problem that its field shows is not told a second time above the form', () => {
  assert.deepEqual(unseenProblems(all, component, 'parameters'), ofNoField);
});

test('every problem is told while another tab hides the form, and while the component is not known', () => {
  assert.deepEqual(unseenProblems(all, component, 'output:examples'), all);
  assert.deepEqual(unseenProblems(all, undefined, 'parameters'), all);
});
