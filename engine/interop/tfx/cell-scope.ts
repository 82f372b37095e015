import type { Notebook } from '../../pipeline/notebook.ts';
import { call, code, literal, type Python } from '../python/python-code.ts';
import type { CellParameters } from './cell-parameters.ts';
import type { TfxSource } from './tfx-source.ts';
import { RuntimeArgument, type Traced, valueToPython } from './traced-value.ts';

/** A function that TFX calls in a Python module, in place of one of a TypeScript module. */
export interface UserFunction {
  /** As TFX calls it: "preprocessing_fn". */
  readonly name: string;
  readonly argument: string;
  /** As the TypeScript module calls it. */
  readonly original: string;
}

/** What an exporter of a component may look at and add to. */
export interface CellScope {
  readonly id: string;
  readonly parameters: CellParameters;
  readonly source: TfxSource;
  readonly notebook: Notebook;
  /** The channel of an input; undefined where it is not connected. */
  input(key: string): Python | undefined;
  /** Whether another cell reads this output. */
  isRead(output: string): boolean;
  /** Tells the person what is different or missing. */
  note(message: string): void;
  /** Adds an import statement. */
  imports(statement: string): void;
  /** Adds a line-wise definition to the module, such as a long constant, and returns its name. */
  define(name: string, text: string): Python;
  /** Adds the Python module in which the person writes a function, and returns its path. */
  userModule(wanted: UserFunction): Python;
  /** An expression that says at once what the person has to write in its place. */
  unknown(message: string): Python;
}

/** Writes the construction of a component. */
export type CellExporter = (cell: CellScope) => Extract<Python, { kind: 'call' }>;

/** A path that the notebook states relative to its folder. */
export function notebookPath(path: Traced): Python {
  if (typeof path === 'string' && /^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return literal(path);
  if (path === '.' || path === '') return code('NOTEBOOK_FOLDER');
  const part = path instanceof RuntimeArgument ? code(path.identifier) : valueToPython(path);
  return call('os.path.join', {}, [code('NOTEBOOK_FOLDER'), part]);
}
