/** What Python prints as an escape: controls, formats, surrogates, private and unassigned, and separators but the space. */
const UNPRINTABLE = /[\p{C}\p{Z}]/u;
const SHORT: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A list of text and integers as Python's `str` prints it. */
export function pythonList(values: readonly (string | bigint)[]): string {
  return `[${values.map((value) => (typeof value === 'string' ? pythonString(value) : String(value))).join(', ')}]`;
}

/** Text as Python's `repr` prints it. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `${quote}${Array.from(text, (character) => escapeCharacter(character, quote)).join('')}${quote}`;
}

function escapeCharacter(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`;
  if (character === ' ') return character;
  return SHORT[character] ?? (UNPRINTABLE.test(character) ? escapeCode(character) : character);
}

function escapeCode(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}
