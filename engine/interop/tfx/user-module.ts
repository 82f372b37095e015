import { printPython } from '../python/print-python.ts';
import { call, literal } from '../python/python-code.ts';
import { pythonComment } from '../python/python-text.ts';
import type { UserFunction } from './cell-scope.ts';

export interface UserModuleOptions extends UserFunction {
  readonly cell: string;
  /** As the cell names it. */
  readonly file: string;
  /** The module's source and those it imports, by path. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * The Python module in which a person writes anew what the TypeScript module does: a function that raises until then, and
 * the original below it.
 */
export function userModule({ cell, file, sources, name, argument, original }: UserModuleOptions): string {
  const error = call('NotImplementedError', {}, [
    literal(`${name} of ${cell} is to be written in Python, after ${original} of ${file}`),
  ]);
  const originals = [...sources].flatMap(([path, source]) => [
    '',
    ...pythonComment(`--- ${path} ---`),
    ...pythonComment(source.replace(/\s+$/, '')),
  ]);
  return `${[
    '"""What TFX calls in place of a TypeScript module of Millrace.',
    '',
    'TFX runs Python, so it is to be written by hand. The original stands below.',
    ...(argument === 'fn_args' ? ["The cell's parameters are in fn_args.custom_config."] : []),
    '"""',
    '',
    '',
    `def ${name}(${argument}):`,
    `    raise ${printPython(error, '    ', 10)}`,
    '',
    ...originals,
  ].join('\n')}\n`;
}
