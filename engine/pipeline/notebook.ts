/** A value of a notebook file: what YAML and JSON have in common. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export interface NoteCell {
  readonly kind: 'note';
  readonly id: string;
  readonly text: string;
}

export interface ComponentCell {
  readonly kind: 'component';
  readonly id: string;
  readonly component: string;
  /** Input key to references "cell.output". */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  /** As written: without defaults, with runtime parameters as `{ runtime: name }`. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
}

export type Cell = NoteCell | ComponentCell;

export type RuntimeParameterType = 'integer' | 'number' | 'string' | 'boolean';

export interface RuntimeParameter {
  readonly name: string;
  readonly type: RuntimeParameterType;
  readonly value: JsonValue;
  readonly description?: string;
}

/** What a notebook file says. */
export interface Notebook {
  /** Also the pipeline's name in ML Metadata. */
  readonly name: string;
  readonly description?: string;
  readonly runtimeParameters: readonly RuntimeParameter[];
  readonly cells: readonly Cell[];
}

export function componentCells(notebook: Notebook): readonly ComponentCell[] {
  return notebook.cells.filter((cell) => cell.kind === 'component');
}

/** The two parts of a reference "cell.output", or undefined when it is not of that form. */
export function parseReference(reference: string): { cell: string; output: string } | undefined {
  const [cell, output, ...rest] = reference.split('.');
  return cell && output && rest.length === 0 ? { cell, output } : undefined;
}
