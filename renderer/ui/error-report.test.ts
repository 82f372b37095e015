import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeLocation, errorReport } from './error-report.ts';

test('describeLocation names the place as editors do, then what is more', () => {
  assert.equal(
    describeLocation({ location: { file: 'model.ts', line: 12, column: 3, feature: 'label' } }),
    'model.ts:12:3 · feature “label”',
  );
  assert.equal(describeLocation({}), '');
});

test('errorReport holds everything that is known, line by line', () => {
  assert.equal(
    errorReport({ code: 'bad', message: 'Cannot read', hint: 'Look', details: 'at line 1' }),
    'Cannot read\nLook\nCode: bad\nat line 1',
  );
});
