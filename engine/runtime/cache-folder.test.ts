import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { cacheFolder } from './cache-folder.ts';

const table = [
  { platform: 'linux', variables: {}, folder: path.join('/home/ada', '.cache', 'millrace') },
  {
    platform: 'linux',
    variables: { XDG_CACHE_HOME: '/scratch' },
    folder: path.join('/scratch', 'millrace'),
  },
  { platform: 'darwin', variables: {}, folder: path.join('/home/ada', 'Library', 'Caches', 'millrace') },
  { platform: 'win32', variables: { LOCALAPPDATA: 'L' }, folder: path.join('L', 'millrace', 'cache') },
] as const;

for (const { platform, variables, folder } of table) {
  test(`cacheFolder() on ${platform} with ${JSON.stringify(variables)} is "${folder}"`, () => {
    assert.equal(cacheFolder({ platform, home: '/home/ada', variables }), folder);
  });
}
