import { stringify } from 'yaml';

/**
 * A metadata block as the Hub and its clients read it alike, whether they follow YAML 1.1 (Python) or 1.2: strings are
 * quoted where either would take them for something else, and hold no line break of either.
 */
export function frontMatterBlock(metadata: object): string {
  const text = stringify(metadata, (_key, value) => (typeof value === 'string' ? singleLine(value) : value), {
    version: '1.1',
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  });
  return `---\n${text}---\n`;
}

/** A text without control characters, line and paragraph separators, or halves of characters. */
export function singleLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\ufeff]+/gu, ' ').trim();
}
