import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseInstallers } from './linux-tools.ts';

const nothing = { github: false, dpkg: false, appImageTools: undefined };

test('chooseInstallers() makes all with what electron-builder fetches', () => {
  assert.deepEqual(chooseInstallers({ ...nothing, github: true }, 'fpm'), {
    targets: ['AppImage', 'deb'],
    fpm: null,
    missing: [],
  });
});

test('chooseInstallers() makes what it can and names what is missing for the rest', () => {
  const { targets, fpm, missing } = chooseInstallers({ ...nothing, dpkg: true }, '/tmp/fpm');
  assert.deepEqual([targets, fpm, missing.length], [['deb'], '/tmp/fpm', 1]);
  assert.match(missing[0] ?? '', /^AppImage: its runtime comes from github\.com/);
  assert.deepEqual(chooseInstallers({ ...nothing, appImageTools: '/t' }, 'fpm').targets, ['AppImage']);
  assert.equal(chooseInstallers(nothing, 'fpm').missing.length, 2);
});
