import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { builderConfig } from './builder-config.ts';

const place = { resources: '/r', output: '/o', electron: null, linuxTargets: ['deb'] as const };
const local = builderConfig({ ...place, repository: null });
const released = builderConfig({ ...place, repository: { owner: 'ada', repo: 'mill' } });

test('D15 an update is taken on with a signature only, and a build of nobody has none', () => {
  assert.equal(released.win?.verifyUpdateCodeSignature, true);
  assert.deepEqual(released.publish, {
    provider: 'github',
    owner: 'ada',
    repo: 'mill',
    releaseType: 'draft',
  });
  assert.equal(local.publish, null);
});

test('D10 a Mac app has the hardened runtime, with entitlements that are there', () => {
  assert.equal(local.mac?.hardenedRuntime, true);
  for (const file of [local.mac?.entitlements, local.mac?.entitlementsInherit])
    assert.ok(existsSync(String(file)));
});

test('D9 the app is an archive, and its AppImage starts with the sandbox', () => {
  assert.equal(local.asar, true);
  // electron-builder's older toolset adds --no-sandbox to the entry of the desktop.
  assert.notEqual(local.toolsets?.appimage ?? '0.0.0', '0.0.0');
  assert.equal(local.linux?.executableArgs, undefined);
});

test('notebooks are opened with the app, and a deb has the home page of its releases', () => {
  assert.deepEqual(
    [local.fileAssociations].flat().map((each) => each?.ext),
    ['pipeline.yaml'],
  );
  assert.deepEqual(local.linux?.target, ['deb']);
  assert.equal(released.extraMetadata.homepage, 'https://github.com/ada/mill');
});
