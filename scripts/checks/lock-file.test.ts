import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkLockFile, findAddresses } from './lock-file.ts';

test('findAddresses() finds a recorded address', () => {
  const text = '{\n  "version": "1.0.0",\n  "resolved": "https://registry.example/a.tgz"\n}';
  assert.deepEqual(findAddresses(text), ['"resolved": "https://registry.example/a.tgz"']);
});

test('the lock file records no registry address', async () => {
  assert.deepEqual(await checkLockFile(), []);
});
