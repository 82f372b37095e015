import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbortError, toErrorView } from './error-view.ts';
import { ReportedError } from './reported-error.ts';

const cleaning = new Error('cannot close');

test('toErrorView() tells the first failure, not that of cleaning up after it', () => {
  const first = new ReportedError('disk-full', 'Cannot write "a"');
  const twice = new SuppressedError(cleaning, new SuppressedError(cleaning, first));
  assert.deepEqual(toErrorView(twice), { code: 'disk-full', message: 'Cannot write "a"' });
});

test('isAbortError() knows a cancelled work that could not be cleaned up', () => {
  const aborted = new DOMException('stop', 'AbortError');
  assert.equal(isAbortError(new SuppressedError(cleaning, aborted)), true);
  assert.equal(isAbortError(cleaning), false);
});
