import { ExampleGenError } from '../example-gen-error.ts';

/** What the placeholders of a pattern matched in one file's path. */
export interface PatternMatch {
  /** Number of the span; for a date, days since 1970-01-01. 0 where the pattern has none. */
  readonly span: number;
  readonly version: number | null;
}

/** A file pattern that may hold `{SPAN}`, `{VERSION}` or `{YYYY}{MM}{DD}` (TFX, components/example_gen/utils.py). */
export interface SpanPattern {
  readonly kind: 'none' | 'span' | 'date';
  readonly hasVersion: boolean;
  /** Null when the path does not match. */
  match(path: string): PatternMatch | null;
}

const PLACEHOLDER = /\{(SPAN|VERSION|YYYY|MM|DD)(?::(\d+))?\}/g;
const FIXED_DIGITS: Readonly<Record<string, number>> = { YYYY: 4, MM: 2, DD: 2 };
const MILLISECONDS_A_DAY = 86_400_000;

/** @throws ExampleGenError "wrong-pattern" for placeholders that contradict each other */
export function parseSpanPattern(pattern: string): SpanPattern {
  const names = [...pattern.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
  checkPlaceholders(pattern, names);
  const regex = new RegExp(`^${toRegex(pattern)}$`);
  const kind = names.includes('SPAN') ? 'span' : names.includes('YYYY') ? 'date' : 'none';
  return { kind, hasVersion: names.includes('VERSION'), match: (path) => matchPath(regex, path) };
}

function checkPlaceholders(pattern: string, names: readonly string[]): void {
  const count = (name: string): number => names.filter((other) => other === name).length;
  const dateParts = ['YYYY', 'MM', 'DD'].filter((name) => count(name) > 0).length;
  const problem = ['SPAN', 'VERSION', 'YYYY', 'MM', 'DD'].some((name) => count(name) > 1)
    ? 'a placeholder is given twice'
    : dateParts % 3 !== 0
      ? 'a date needs {YYYY}, {MM} and {DD}'
      : dateParts > 0 && count('SPAN') > 0
        ? 'it has both {SPAN} and a date'
        : count('VERSION') > 0 && count('SPAN') === 0 && dateParts === 0
          ? '{VERSION} needs {SPAN} or a date'
          : null;
  if (problem === null) return;
  throw new ExampleGenError('wrong-pattern', `Cannot use the pattern "${pattern}": ${problem}`, {
    location: { parameter: 'input_config' },
    hint: 'Use {SPAN} or {YYYY}{MM}{DD}, each once, and {VERSION} only together with one of them.',
  });
}

/** Glob characters as in TFX: "*" and "?" stay within a folder, "**" crosses folders. */
const GLOB_PART = /\{(SPAN|VERSION|YYYY|MM|DD)(?::(\d+))?\}|\*\*\/?|\*|\?|\[[^\]/]+\]|[^*?[{]+|[\s\S]/g;

function toRegex(pattern: string): string {
  return pattern.replace(GLOB_PART, (part, name?: string, width?: string) => {
    if (name !== undefined) {
      const digits = FIXED_DIGITS[name] ?? (width === undefined ? null : Number(width));
      return `(?<${name}>\\d${digits === null ? '+' : `{${digits}}`})`;
    }
    if (part.startsWith('**')) return '(?:.*/)?(?:[^/]*)'.slice(0, part.endsWith('/') ? 9 : undefined);
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.startsWith('[') && part.length > 2) return part.replace('[!', '[^').replaceAll('\\', '\\\\');
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
}

function matchPath(regex: RegExp, path: string): PatternMatch | null {
  const match = regex.exec(path);
  if (!match) return null;
  const { SPAN, VERSION, YYYY, MM, DD } = match.groups ?? {};
  const span = SPAN === undefined ? daysOf(YYYY, MM, DD) : Number(SPAN);
  return span === null ? null : { span, version: VERSION === undefined ? null : Number(VERSION) };
}

/** Days since 1970-01-01, 0 without a date, null for one that is not in the calendar. */
function daysOf(year?: string, month?: string, day?: string): number | null {
  if (year === undefined || month === undefined || day === undefined) return 0;
  const time = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  const isReal = !Number.isNaN(time) && new Date(time).getUTCDate() === Number(day);
  return isReal ? time / MILLISECONDS_A_DAY : null;
}
