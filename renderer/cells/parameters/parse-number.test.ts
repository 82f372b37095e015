import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNumber } from './parse-number.ts';

test('parseNumber understands what people type and says what it cannot take', () => {
  const limits = { isInteger: true, minimum: 1, maximum: 100 };
  assert.deepEqual(
    ['5', ' 1_0 ', '', '1.5', 'five', '0', '101', '1e2'].map((text) => parseNumber(text, limits)),
    [
      { ok: true, value: 5 },
      { ok: true, value: 10 },
      { ok: true, value: null },
      { ok: false, message: 'Must be a whole number' },
      { ok: false, message: 'Not a number' },
      { ok: false, message: 'Must be at least 1' },
      { ok: false, message: 'Must be at most 100' },
      { ok: true, value: 100 },
    ],
  );
  assert.deepEqual(parseNumber('1e-3', { isInteger: false }), { ok: true, value: 0.001 });
});
