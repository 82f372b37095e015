import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf } from './field.ts';
import { changedSinceLastRun, describeValue, parameterValue, sharedParameter } from './parameter-value.ts';

const [epochs] = fieldsOf({ properties: { epochs: { type: 'integer', default: 5 } } });
const runtime = [{ name: 'passes', type: 'integer' as const, value: 9 }];

test('parameterValue takes what is written, then the notebook parameter, then the default', () => {
  assert.deepEqual(
    [3, { runtime: 'passes' }, { runtime: 'gone' }, undefined, null].map((written) =>
      parameterValue(epochs!, written, runtime),
    ),
    [
      { source: 'written', effective: 3 },
      { source: 'runtime', effective: 9, runtimeName: 'passes' },
      { source: 'runtime', effective: undefined, runtimeName: 'gone' },
      { source: 'default', effective: 5 },
      { source: 'default', effective: 5 },
    ],
  );
});

test('sharedParameter is the notebook parameter that gives the value, where there is one', () => {
  const names = [{ runtime: 'passes' }, { runtime: 'gone' }, 3, undefined].map((written) =>
    sharedParameter(parameterValue(epochs!, written, runtime)),
  );
  assert.deepEqual(names, ['passes', undefined, undefined, undefined]);
});

test('changedSinceLastRun compares what the component gets, not how it is written', () => {
  const ran = (parameters: Record<string, unknown>) => ({
    lastExecution: { parameters } as never,
  });
  const byReference = parameterValue(epochs!, { runtime: 'passes' }, runtime);
  assert.equal(changedSinceLastRun(epochs!, byReference, ran({ epochs: 9 })), undefined);
  assert.deepEqual(changedSinceLastRun(epochs!, byReference, ran({ epochs: 4 })), { before: 4 });
  assert.equal(changedSinceLastRun(epochs!, byReference, { lastExecution: null }), undefined);
});

test('describeValue words any value on one line', () => {
  assert.deepEqual(['a', '', null, 0.5, true, [1, 2]].map(describeValue), [
    'a',
    'nothing',
    'nothing',
    '0.5',
    'true',
    '[1,2]',
  ]);
});
