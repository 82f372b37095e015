const ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
const SPECIAL = /[\u0000-\u001f"'\\\u007f]/g;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The inside of a quoted string of protobuf text format; other Unicode stays as it is, as Python prints it. */
export function escapeText(value: string | Uint8Array): string {
  if (typeof value === 'string') return value.replace(SPECIAL, escapeCharacter);
  try {
    return decoder.decode(value).replace(SPECIAL, escapeCharacter);
  } catch {
    return Array.from(value, escapeByte).join('');
  }
}

function escapeCharacter(character: string): string {
  return ESCAPES[character] ?? octal(character.charCodeAt(0));
}

function escapeByte(byte: number): string {
  return byte >= 128 ? octal(byte) : String.fromCharCode(byte).replace(SPECIAL, escapeCharacter);
}

function octal(code: number): string {
  return `\\${code.toString(8).padStart(3, '0')}`;
}
