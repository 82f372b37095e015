/** White space as C knows it. */
const SPACE = '[ \\t\\n\\v\\f\\r]*';
const INTEGER = new RegExp(`^${SPACE}[-+]?[0-9]+${SPACE}$`);
const DECIMAL = '(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?';
const HEXADECIMAL = '0x([0-9a-f]*)\\.?([0-9a-f]*)(?:p([-+]?[0-9]+))?';
const FLOAT = new RegExp(`^${SPACE}([-+]?)(?:(${DECIMAL})|${HEXADECIMAL}|(inf(?:inity)?)|nan)${SPACE}$`, 'i');

/** The integer of 64 bits that a text is; undefined where it is none. */
export function parseInteger(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const value = BigInt(text.trim().replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** The float of 32 bits that a text is, as C reads it, be it infinite or not a number; undefined where it is none. */
export function parseFloat32(text: string): number | undefined {
  const match = FLOAT.exec(text);
  if (!match) return undefined;
  const [, sign = '', decimal, whole, fraction = '', power = '0', infinite] = match;
  const size = sizeOf(decimal, infinite) ?? hexadecimal(whole, fraction, Number(power));
  return Math.fround(sign === '-' ? -size : size);
}

function sizeOf(decimal: string | undefined, infinite: string | undefined): number | undefined {
  if (decimal !== undefined) return Number(decimal);
  return infinite === undefined ? undefined : Number.POSITIVE_INFINITY;
}

function hexadecimal(whole: string | undefined, fraction: string, power: number): number {
  if (whole === undefined) return Number.NaN;
  const digits = whole + fraction;
  return digits === '' ? Number.NaN : Number.parseInt(digits, 16) * 2 ** (power - 4 * fraction.length);
}
