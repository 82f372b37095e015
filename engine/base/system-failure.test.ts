import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toErrorView } from './error-view.ts';
import { systemFailure } from './system-failure.ts';

const table = [
  [{ code: 'ENOSPC', path: '/home/ada/x' }, 'disk-full', 'The disk is full: "/home/ada/x"'],
  [{ code: 'SQLITE_FULL' }, 'disk-full', 'The disk is full'],
  [{ code: 'EROFS', path: '/opt/x' }, 'not-writable', 'The disk may only be read: "/opt/x"'],
  [{ code: 'SQLITE_READONLY_DIRECTORY' }, 'not-writable', 'The disk may only be read'],
  [{ code: 'EACCES', path: '/x' }, 'no-permission', 'The system does not allow it: "/x"'],
] as const;

for (const [fields, code, message] of table) {
  test(`systemFailure() words ${fields.code} for a person`, () => {
    const failure = systemFailure(Object.assign(new Error('x'), fields));
    assert.deepEqual([failure?.code, failure?.message], [code, message]);
    assert.notEqual(failure?.hint, '');
  });
}

test('systemFailure() leaves other errors to those who know them', () => {
  assert.equal(systemFailure(new Error('ENOSPC')), null);
  assert.equal(systemFailure(Object.assign(new Error('x'), { code: 'ENOENT' })), null);
});

test('toErrorView() does not call a full disk a defect of Millrace', () => {
  const { hint, code } = toErrorView(Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' }));
  assert.deepEqual([code, hint], ['disk-full', 'Free space on it, or keep the data on another disk']);
});
