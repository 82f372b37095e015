import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingForSigning, noticeElectron, noticeSigning } from './signing.ts';

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

test('what must not be released says so in capitals, and the rest is quiet', (context) => {
  const said = context.mock.method(console, 'warn', () => undefined);
  noticeSigning('linux');
  noticeElectron('45.4.1', '2026-11-24');
  assert.equal(said.mock.callCount(), 0);
  for (const name of ['WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD']) delete process.env[name];
  noticeSigning('win32');
  noticeElectron('22.3.25', '2026-11-24');
  const texts = said.mock.calls.map((call) => String(call.arguments[0]));
  assert.match(texts[0] ?? '', /THIS PACKAGE IS NOT SIGNED: WIN_CSC_LINK, WIN_CSC_KEY_PASSWORD not set/);
  assert.match(texts[1] ?? '', /THIS PACKAGE IS NOT SAFE: Electron 22\.3\.25/);
});
