import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CloudJob } from '../../engine/contract/cloud.ts';
import { followedRun } from './cloud-run.ts';

const job = (name: string, state: string): CloudJob => ({
  name,
  displayName: 'pets',
  state,
  error: null,
  tasks: [],
  consoleUrl: '',
  submittedMs: 0,
});

test('followedRun() shows a run while it goes on and as it ended, but none that ended before', () => {
  assert.equal(followedRun(null, undefined), null);
  assert.equal(followedRun(null, job('a', 'succeeded')), null);
  const running = followedRun(null, job('a', 'running'));
  assert.equal(running?.state, 'running');
  assert.equal(followedRun(running, job('a', 'failed'))?.state, 'failed');
  assert.equal(followedRun(job('a', 'failed'), job('b', 'pending'))?.name, 'b');
});
