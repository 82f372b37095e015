import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments, parseSetting } from './parse-arguments.ts';

test('parseSetting reads JSON values, and takes anything else as text', () => {
  assert.deepEqual(
    [
      'Trainer.epochs=3',
      'Trainer.classes=["a"]',
      'ExampleGen.path=../my pets=1',
      'steps=5',
      'Trainer.seed=',
    ].map(parseSetting),
    [
      { cell: 'Trainer', parameter: 'epochs', value: 3 },
      { cell: 'Trainer', parameter: 'classes', value: ['a'] },
      { cell: 'ExampleGen', parameter: 'path', value: '../my pets=1' },
      { cell: null, parameter: 'steps', value: 5 },
      { cell: 'Trainer', parameter: 'seed', value: '' },
    ],
  );
});

test('parseSetting refuses a setting without a value', () => {
  assert.throws(() => parseSetting('Trainer.epochs'), /must have the form CELL\.PARAMETER=VALUE/);
});

test('parseArguments names an option it does not know', () => {
  assert.throws(() => parseArguments(['--fast'], { json: { type: 'boolean' } }), /Unknown option '--fast'/);
});
