import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPlain, strokeOf } from './key-strokes.ts';

const press = (key: string, code: string, modifiers: Partial<Record<string, boolean>> = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

test('strokeOf names keys as shortcuts are written', () => {
  const strokes = [
    press('k', 'KeyK', { ctrlKey: true }),
    press('R', 'KeyR', { ctrlKey: true, shiftKey: true }),
    press('Enter', 'Enter', { shiftKey: true }),
    press('?', 'Slash', { shiftKey: true }),
    press(',', 'Comma', { ctrlKey: true }),
    press('j', 'KeyJ'),
    press(' ', 'Space'),
    press('ArrowUp', 'ArrowUp', { altKey: true }),
  ].map((event) => strokeOf(event, false));
  assert.deepEqual(strokes, [
    'Mod+K',
    'Mod+Shift+R',
    'Shift+Enter',
    '?',
    'Mod+,',
    'J',
    'Space',
    'Alt+ArrowUp',
  ]);
});

test('strokeOf takes Command for Mod on a Mac, and a letter by its place where Alt changes it', () => {
  assert.equal(strokeOf(press('k', 'KeyK', { metaKey: true }), true), 'Mod+K');
  assert.equal(strokeOf(press('∫', 'KeyB', { metaKey: true, altKey: true }), true), 'Mod+Alt+B');
});

test('isPlain holds for keys that would type something', () => {
  assert.deepEqual(['J', 'Shift+Enter', 'Space', 'Mod+K', 'Alt+ArrowUp', 'Escape', 'F2'].map(isPlain), [
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
