/** What stands in Python source as itself: everything visible, and the plain space. */
const VISIBLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/**
 * A string as a Python literal, in the quotes that need fewer escapes. Control characters, lone surrogates and what turns
 * the direction of text are escaped, so that the source reads as what it means.
 */
export function pythonString(text: string): string {
  const quote = count(text, '"') > count(text, "'") ? "'" : '"';
  const escaped = Array.from(text, (character) =>
    character === quote ? `\\${quote}` : (SHORT[character] ?? escapeInvisible(character)),
  );
  return quote + escaped.join('') + quote;
}

/** A text of several lines between triple quotes, beginning on a line of its own; it must end with a line break. */
export function pythonTextBlock(text: string): string {
  const lines = text
    .split('\n')
    .map((line) =>
      Array.from(line, (character) => (character === '\\' ? '\\\\' : escapeInvisible(character))).join(''),
    );
  return `"""\\\n${lines.join('\n').replaceAll('"""', '\\"\\"\\"')}"""`;
}

/** A text as comment lines; nothing in it can end the comment. */
export function pythonComment(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) =>
      `# ${Array.from(line, (character) => (character === '\t' ? '    ' : escapeInvisible(character))).join('')}`.trimEnd(),
    );
}

function escapeInvisible(character: string): string {
  if (VISIBLE.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
