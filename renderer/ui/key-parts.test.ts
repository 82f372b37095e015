import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyParts } from './key-parts.ts';

test('keyParts splits chords, keeps sequences together, and knows a comma that is a key', () => {
  assert.deepEqual(['Mod+Shift+R', 'D,D', 'Mod+,', '?', 'Alt+ArrowUp', '+'].map(keyParts), [
    ['Ctrl', 'Shift', 'R'],
    ['D D'],
    ['Ctrl', ','],
    ['?'],
    ['Alt', '↑'],
    ['+'],
  ]);
});
