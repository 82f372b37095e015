import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingForSigning } from './signing.ts';

test('missingForSigning() names what a Mac package lacks', () => {
  assert.deepEqual(missingForSigning('darwin', { CSC_LINK: 'a', CSC_KEY_PASSWORD: 'b', APPLE_ID: '' }), [
    'APPLE_ID',
    'APPLE_APP_SPECIFIC_PASSWORD',
    'APPLE_TEAM_ID',
  ]);
});

test('missingForSigning() asks nothing of a Linux package', () => {
  assert.deepEqual(missingForSigning('linux', {}), []);
});
