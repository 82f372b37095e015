import { FormatError } from '../format-error.ts';

/**
 * A word (name, number or keyword), a quoted string with its decoded bytes, or one character of punctuation.
 * `start` and `end` are positions in the text.
 */
export type Token =
  | {
      readonly kind: 'word' | 'punctuation';
      readonly text: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'string'; readonly bytes: Uint8Array; readonly start: number; readonly end: number };

export interface TextSource {
  readonly text: string;
  /** Name of the file, for error messages. */
  readonly file?: string | undefined;
}

const SPACE_OR_COMMENT = /(?:\s|#[^\n]*)+/y;
const WORD = /[-+]?(?:\.?\d|[A-Za-z_.])(?:[eE][-+]|[\w.])*/y;
const STRING = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'/y;
const PUNCTUATION = '{}<>[]:;,-/';

/** Splits protobuf text format (protobuf.dev/reference/protobuf/textformat-spec) into tokens, comments left out. */
export function tokenize(source: TextSource): Token[] {
  const tokens: Token[] = [];
  for (let start = skip(source.text, 0); start < source.text.length; ) {
    const token = readToken(source, start);
    tokens.push(token);
    start = skip(source.text, token.end);
  }
  return tokens;
}

/** An error at a position of the text, told as line and column from 1. */
export function syntaxError(source: TextSource, position: number, problem: string): FormatError {
  const before = source.text.slice(0, position).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  const place = source.file === undefined ? '' : ` of "${source.file}"`;
  return new FormatError('bad-syntax', `Cannot read line ${line}, column ${column}${place}: ${problem}`, {
    location: { line, column, ...(source.file === undefined ? {} : { file: source.file }) },
    hint: 'The file must be a protobuf message in text format.',
  });
}

function skip(text: string, from: number): number {
  SPACE_OR_COMMENT.lastIndex = from;
  return SPACE_OR_COMMENT.test(text) ? SPACE_OR_COMMENT.lastIndex : from;
}

function readToken(source: TextSource, start: number): Token {
  const { text } = source;
  const character = text.charAt(start);
  if (character === '"' || character === "'") return readString(source, start);
  WORD.lastIndex = start;
  const word = WORD.exec(text)?.[0];
  if (word !== undefined) return { kind: 'word', text: word, start, end: start + word.length };
  if (PUNCTUATION.includes(character)) return { kind: 'punctuation', text: character, start, end: start + 1 };
  throw syntaxError(source, start, `unexpected character ${JSON.stringify(character)}`);
}

function readString(source: TextSource, start: number): Token {
  STRING.lastIndex = start;
  const quoted = STRING.exec(source.text)?.[0];
  if (quoted === undefined) throw syntaxError(source, start, 'a string is not closed on its line');
  return { kind: 'string', bytes: decodeEscapes(source, start, quoted), start, end: start + quoted.length };
}

const SIMPLE_ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  "'": 39,
  '?': 63,
  '\\': 92,
};
const ESCAPE =
  /\\(?:([abtnvfr"'?\\])|([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|\\/g;

function decodeEscapes(source: TextSource, start: number, quoted: string): Uint8Array {
  const pieces: Uint8Array[] = [];
  let done = 1;
  for (const match of quoted.slice(0, -1).matchAll(ESCAPE)) {
    pieces.push(Buffer.from(quoted.slice(done, match.index)), decodeEscape(source, start, match));
    done = match.index + match[0].length;
  }
  pieces.push(Buffer.from(quoted.slice(done, -1)));
  return Buffer.concat(pieces);
}

function decodeEscape(source: TextSource, start: number, match: RegExpExecArray): Uint8Array {
  const [, simple, octal, hex, short, long] = match;
  if (simple !== undefined) return Uint8Array.of(SIMPLE_ESCAPES[simple] ?? 0);
  if (octal !== undefined) return Uint8Array.of(Number.parseInt(octal, 8) & 255);
  if (hex !== undefined) return Uint8Array.of(Number.parseInt(hex, 16));
  const codePoint = Number.parseInt(short ?? long ?? 'x', 16);
  if (codePoint <= 0x10ffff) return Buffer.from(String.fromCodePoint(codePoint));
  throw syntaxError(source, start + match.index, 'unknown escape sequence in a string');
}
