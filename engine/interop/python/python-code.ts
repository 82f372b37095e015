import { pythonString } from './python-text.ts';

/** An expression of Python. */
export type Python =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Python[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Python, Python])[] }
  | {
      readonly kind: 'call';
      readonly callee: string;
      readonly args: readonly Argument[];
      /** What follows the call, such as `.with_id("Trainer")`. */
      readonly suffix: string;
    };

export interface Argument {
  /** Undefined for a positional one. */
  readonly name?: string;
  readonly value: Python;
}

/** A name, an attribute or anything else that is Python already. */
export function code(text: string): Python {
  return { kind: 'code', text };
}

/** A call; keyword arguments whose value is undefined are left out. */
export function call(
  callee: string,
  keywords: Readonly<Record<string, Python | undefined>> = {},
  positional: readonly Python[] = [],
): Extract<Python, { kind: 'call' }> {
  const named = Object.entries(keywords).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  return { kind: 'call', callee, args: [...positional.map((value) => ({ value })), ...named], suffix: '' };
}

export function list(items: readonly Python[]): Python {
  return { kind: 'list', items };
}

/** A dict; entries whose value is undefined are left out. */
export function dict(entries: Readonly<Record<string, Python | undefined>>): Python {
  return dictOf(
    Object.entries(entries).flatMap(([key, value]) =>
      value === undefined ? [] : [[code(pythonString(key)), value] as const],
    ),
  );
}

/** A dict whose keys are expressions. */
export function dictOf(entries: readonly (readonly [Python, Python])[]): Python {
  return { kind: 'dict', entries };
}

/** A value without structure as a Python literal. */
export function literal(value: string | number | boolean | null): Python {
  if (typeof value === 'string') return code(pythonString(value));
  if (value === null) return code('None');
  if (typeof value === 'boolean') return code(value ? 'True' : 'False');
  return code(pythonNumber(value));
}

function pythonNumber(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'float("nan")' : `float("${value > 0 ? 'inf' : '-inf'}")`;
}
