import { type DescEnum, ScalarType } from '@bufbuild/protobuf';
import type { TextScalar } from './parse-tree.ts';
import { syntaxError, type TextSource } from './tokenize.ts';

interface ScalarDesc {
  readonly name: string;
  readonly scalar: ScalarType;
}

interface EnumDesc {
  readonly name: string;
  readonly enum: DescEnum;
}

const TRUE = new Set(['true', 'True', 't', '1']);
const FALSE = new Set(['false', 'False', 'f', '0']);
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|\d+)$/;
const FLOAT = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[fF]?$/;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Range of each integer type; 64-bit types are held as bigint. */
const RANGES: Partial<Record<ScalarType, readonly [bigint, bigint]>> = {
  ...range([ScalarType.INT32, ScalarType.SINT32, ScalarType.SFIXED32], -(2n ** 31n), 2n ** 31n - 1n),
  ...range([ScalarType.UINT32, ScalarType.FIXED32], 0n, 2n ** 32n - 1n),
  ...range([ScalarType.INT64, ScalarType.SINT64, ScalarType.SFIXED64], -(2n ** 63n), 2n ** 63n - 1n),
  ...range([ScalarType.UINT64, ScalarType.FIXED64], 0n, 2n ** 64n - 1n),
};
const WIDE = new Set([
  ScalarType.INT64,
  ScalarType.SINT64,
  ScalarType.SFIXED64,
  ScalarType.UINT64,
  ScalarType.FIXED64,
]);

function range(
  types: readonly ScalarType[],
  low: bigint,
  high: bigint,
): Partial<Record<ScalarType, [bigint, bigint]>> {
  return Object.fromEntries(types.map((type) => [type, [low, high]]));
}

/** The value of a scalar field. @throws FormatError "bad-syntax" at the value */
export function readScalar(desc: ScalarDesc, { value, start }: TextScalar, source: TextSource): unknown {
  const fail = (wanted: string): Error => syntaxError(source, start, `field "${desc.name}" needs ${wanted}`);
  if (desc.scalar === ScalarType.STRING || desc.scalar === ScalarType.BYTES) {
    if (typeof value === 'string') throw fail('a string in quotes');
    return desc.scalar === ScalarType.BYTES ? value : decode(value, fail);
  }
  if (typeof value !== 'string') throw fail('a value without quotes');
  if (desc.scalar === ScalarType.BOOL) return readBool(value, fail);
  const bounds = RANGES[desc.scalar];
  return bounds ? readInteger(desc.scalar, value, bounds, fail) : readFloat(value, fail);
}

/** The number of an enum value given by name or number. @throws FormatError "bad-syntax" at the value */
export function readEnum(desc: EnumDesc, { value, start }: TextScalar, source: TextSource): number {
  const found = desc.enum.values.find(({ name, number }) => name === value || String(number) === value);
  if (found) return found.number;
  const known = desc.enum.values.map(({ name }) => name).join(', ');
  const given = typeof value === 'string' ? value : JSON.stringify(Buffer.from(value).toString());
  throw syntaxError(source, start, `field "${desc.name}" cannot be ${given}; it is one of ${known}`);
}

function decode(bytes: Uint8Array, fail: (wanted: string) => Error): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw fail('a string in UTF-8');
  }
}

function readBool(text: string, fail: (wanted: string) => Error): boolean {
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  throw fail('true or false');
}

function readInteger(
  type: ScalarType,
  text: string,
  [low, high]: readonly [bigint, bigint],
  fail: (wanted: string) => Error,
): bigint | number {
  if (!INTEGER.test(text)) throw fail('a whole number');
  const digits = text.replace(/^[-+]/, '');
  const magnitude = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = text.startsWith('-') ? -magnitude : magnitude;
  if (value < low || value > high) throw fail(`a whole number from ${low} to ${high}`);
  return WIDE.has(type) ? value : Number(value);
}

function readFloat(text: string, fail: (wanted: string) => Error): number {
  const word = /^([-+]?)(inf|infinity|nan)f?$/i.exec(text);
  if (word) {
    const size = word[2]?.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
    return word[1] === '-' ? -size : size;
  }
  if (!FLOAT.test(text)) throw fail('a number');
  return Number(text.replace(/[fF]$/, ''));
}
