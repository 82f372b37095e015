import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aboutText } from './about-text.ts';

const facts = { electron: '45.4.1', chromium: '152.0', warning: null, bundled: '' };

test('aboutText sums up what is bundled and leaves the packages to their file', () => {
  const packages = Array.from({ length: 200 }, (_, index) => `package-${index} 1.0.0: MIT`).join('\n');
  const bundled = `TensorFlow: Apache-2.0\n200 packages of npm, each under its own licence\n\n${packages}\n`;
  const lines = aboutText({ ...facts, bundled }).split('\n');
  assert.deepEqual(lines.slice(-3), [
    'Brought along:',
    'TensorFlow: Apache-2.0',
    '200 packages of npm, each under its own licence',
  ]);
  assert.ok(lines.length < 12);
});

test('aboutText warns of an Electron without support, and says nothing of a bundle where there is none', () => {
  const text = aboutText({ ...facts, warning: 'Electron 22 has had no security fixes since 2023-10-10' });
  assert.match(text, /since 2023-10-10: look for a newer Millrace\.$/);
});
