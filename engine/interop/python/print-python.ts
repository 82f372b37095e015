import type { Argument, Python } from './python-code.ts';

/** The line length that black keeps to. */
export const lineLength = 88;

/**
 * An expression as black formats it: on one line where it fits, else one argument or item a line with a comma behind each.
 *
 * @param indent what the statement's lines begin with
 * @param before how many columns of the first line are taken, `indent` included
 */
export function printPython(expression: Python, indent: string, before: number, after = 0): string {
  const flat = printFlat(expression);
  if (before + flat.length + after <= lineLength || isAtom(expression)) return flat;
  const { open, parts, close } = partsOf(expression);
  const inner = `${indent}    `;
  // Black puts no comma behind a lone positional argument.
  const comma = parts.length === 1 && parts[0]?.prefix === '' && close === ')' ? '' : ',';
  const lines = parts.map(({ prefix, value }) => {
    const printed = printPython(value, inner, inner.length + prefix.length, comma.length);
    return `${inner}${prefix}${printed}${comma}\n`;
  });
  return `${open}\n${lines.join('')}${indent}${close}`;
}

interface Part {
  readonly prefix: string;
  readonly value: Python;
}

function partsOf(expression: Exclude<Python, { kind: 'code' }>): {
  open: string;
  parts: readonly Part[];
  close: string;
} {
  switch (expression.kind) {
    case 'list':
      return { open: '[', parts: expression.items.map((value) => ({ prefix: '', value })), close: ']' };
    case 'dict':
      return {
        open: '{',
        parts: expression.entries.map(([key, value]) => ({ prefix: `${printFlat(key)}: `, value })),
        close: '}',
      };
    case 'call':
      return {
        open: `${expression.callee}(`,
        parts: expression.args.map((argument) => ({ prefix: keyword(argument), value: argument.value })),
        close: `)${expression.suffix}`,
      };
  }
}

function printFlat(expression: Python): string {
  if (expression.kind === 'code') return expression.text;
  const { open, parts, close } = partsOf(expression);
  return open + parts.map(({ prefix, value }) => prefix + printFlat(value)).join(', ') + close;
}

function keyword({ name }: Argument): string {
  return name === undefined ? '' : `${name}=`;
}

/** Whether there is nothing in it to break lines at. */
function isAtom(expression: Python): expression is Extract<Python, { kind: 'code' }> {
  return expression.kind === 'code' || partsOf(expression).parts.length === 0;
}
