/** Types of a column, in TFX's order: a greater number can hold what a smaller one holds. */
export const UNKNOWN = 0;
export const INT = 1;
export const FLOAT = 2;
export const BYTES = 3;

const MINUS = 0x2d;
const PLUS = 0x2b;
const ZERO = 0x30;
const NINE = 0x39;
/** Any number of so many digits fits 64 bits. */
const SAFE_DIGITS = 18;

const PYTHON_INT = /^\s*[-+]?\d+(?:_\d+)*\s*$/;
const PYTHON_FLOAT =
  /^\s*[-+]?(?:(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][-+]?\d+(?:_\d+)*)?|inf|infinity|nan)\s*$/i;

const DOT = 0x2e;
/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/**
 * The type that one cell calls for: what Python's `int` and `float` accept, and text
 * for integers beyond 64 bits (tfx_bsl, coders/csv_decoder.py).
 */
export function cellType(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return UNKNOWN;
  const first = bytes[start] as number;
  const from = first === MINUS || first === PLUS ? start + 1 : start;
  const whole = skipDigits(bytes, from, end);
  if (whole === end && whole > from && whole - from <= SAFE_DIGITS) return INT;
  if (bytes[whole] === DOT && whole > from && skipDigits(bytes, whole + 1, end) === end) return FLOAT;
  return textType(cellText(bytes, start, end));
}

function skipDigits(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++;
  return at;
}

function textType(text: string): number {
  if (PYTHON_INT.test(text)) {
    const value = bigIntOf(text);
    return BigInt.asIntN(64, value) === value ? INT : BYTES;
  }
  return PYTHON_FLOAT.test(text) ? FLOAT : BYTES;
}

function bigIntOf(text: string): bigint {
  return BigInt(text.trim().replaceAll('_', '').replace('+', ''));
}

/** A cell of an int column: a number where it is exact, else a bigint. */
export function readIntCell(bytes: Uint8Array, start: number, end: number): number | bigint {
  const from = bytes[start] === MINUS ? start + 1 : start;
  if (end - from > 15 || skipDigits(bytes, from, end) < end) {
    const value = bigIntOf(cellText(bytes, start, end));
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
  const size = readDigits(bytes, from, end, 0);
  return from > start ? -size : size;
}

/** A cell of a float column. */
export function readFloatCell(bytes: Uint8Array, start: number, end: number): number {
  const from = bytes[start] === MINUS ? start + 1 : start;
  const whole = skipDigits(bytes, from, end);
  const fraction = bytes[whole] === DOT ? whole + 1 : whole;
  // At most 15 digits: both numbers are exact, so their quotient is rounded correctly.
  if (end - from > 16 || skipDigits(bytes, fraction, end) < end)
    return readFloatText(cellText(bytes, start, end));
  const digits = readDigits(bytes, fraction, end, readDigits(bytes, from, whole, 0));
  const size = digits / (POWERS[end - fraction] as number);
  return from > start ? -size : size;
}

function readDigits(bytes: Uint8Array, from: number, end: number, before: number): number {
  let value = before;
  for (let at = from; at < end; at++) value = value * 10 + ((bytes[at] as number) - ZERO);
  return value;
}

function readFloatText(text: string): number {
  const word = text.trim().toLowerCase();
  if (word.endsWith('nan')) return Number.NaN;
  if (!word.includes('inf')) return Number(word.replaceAll('_', ''));
  return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function cellText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
