import path from 'node:path';
import { pathToFileURL } from 'node:url';

export interface ModulePlace {
  readonly line?: number;
  readonly column?: number;
}

/**
 * Where in a module an error comes from: its topmost stack frame there, or the place that Node names before a
 * syntax error. Types are stripped in place, so the lines are those of the source.
 */
export function locateInModule(cause: unknown, file: string): ModulePlace {
  const stack = cause instanceof Error ? (cause.stack ?? '') : '';
  const names = [pathToFileURL(path.resolve(file)).href, path.resolve(file)];
  for (const name of names) {
    const match = new RegExp(`${escapeExpression(name)}(?:\\?[^:)]*)?:(\\d+)(?::(\\d+))?`).exec(stack);
    if (match !== null) {
      const [, line, column] = match;
      return { line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
    }
  }
  return {};
}

function escapeExpression(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
