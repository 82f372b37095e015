import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { inProject } from '../lib/project.ts';

for (const name of ['app.plist', 'helper.plist']) {
  test(`D10 ${name} grants the compiler of JavaScript and nothing else`, async () => {
    const text = await readFile(inProject('assets', 'entitlements', name), 'utf8');
    const keys = [...text.matchAll(/<key>([^<]+)<\/key>/g)].map((match) => match[1]);
    assert.deepEqual(keys, ['com.apple.security.cs.allow-jit']);
  });
}
