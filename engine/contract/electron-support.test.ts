import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { electronSupportEnd, electronWarning } from './electron-support.ts';

test('electronWarning() starts on the day on which the third next major comes out', () => {
  assert.equal(electronWarning('41.2.0', '2026-08-24'), null);
  assert.equal(
    electronWarning('41.2.0', '2026-08-25'),
    'Electron 41.2.0 has had no security fixes since 2026-08-25',
  );
  assert.match(electronWarning('22.3.25', '2026-11-24') ?? '', /no security fixes since 2023-10-10/);
});

test('D11 the Electron that package.json asks for is supported today', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { devDependencies } = JSON.parse(text) as { devDependencies: Record<string, string> };
  const version = (devDependencies.electron ?? '').replace(/^\^/, '');
  assert.notEqual(electronSupportEnd(version), null, `electron-support.ts does not know Electron ${version}`);
  assert.equal(electronWarning(version, new Date().toISOString().slice(0, 10)), null);
});
