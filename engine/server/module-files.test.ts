import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkModule } from './module-files.ts';

test('checkModule accepts TypeScript with types', () => {
  assert.deepEqual(checkModule('export const scale = (x: number): number => x / 127.5 - 1;\n'), []);
});

test('checkModule says where a module does not parse', () => {
  assert.deepEqual(checkModule('\nconst a: number = ;\n'), [
    { line: 2, column: 19, message: 'Expression expected' },
  ]);
});

test('checkModule refuses syntax that Node cannot strip', () => {
  assert.deepEqual(checkModule('export enum Kind { Cat }'), [
    { line: 1, column: 8, message: 'TypeScript enum is not supported in strip-only mode' },
  ]);
});
