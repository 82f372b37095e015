/** A text that stays a text in Markdown, whatever it holds: markup and table separators are escaped. */
export function plainText(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>#|~]/g, (character) => (character === '<' ? '&lt;' : `\\${character}`))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A code span that no backtick can end early. */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text.replaceAll(/[\r\n]+/g, ' ').replaceAll('|', '\\|')}${pad}${fence}`;
}

/** A table; cells are Markdown already. Empty where there are no rows. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) {
    return '';
  }
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A section with its heading; null where its parts are empty. */
export function section(level: number, heading: string, parts: readonly (string | null)[]): string | null {
  const body = parts.filter((part) => part !== null && part.trim() !== '');
  return body.length === 0 ? null : [`${'#'.repeat(level)} ${heading}`, ...body].join('\n\n');
}
