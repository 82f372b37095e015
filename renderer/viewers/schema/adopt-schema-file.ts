import type { NotebookCommand, NotebookView } from '../../../engine/contract/notebook.ts';

/**
 * The edits that make a notebook read its schema from a file: an ImportSchemaGen cell for the file, to which everything
 * that read an inferred schema is connected. Empty where a cell already imports the file.
 */
export function adoptSchemaFile(notebook: NotebookView, file: string): NotebookCommand[] {
  const components = notebook.cells.filter((cell) => cell.kind === 'component');
  const importers = components.filter(({ component }) => component === 'ImportSchemaGen');
  if (importers.some(({ parameters }) => parameters.schema_file === file)) {
    return [];
  }
  const inferred = components.filter(({ component }) => component === 'SchemaGen').map(({ id }) => id);
  const id = freeId(new Set(notebook.cells.map((cell) => cell.id)), 'CuratedSchema');
  const after = notebook.cells.findIndex((cell) => inferred.includes(cell.id));
  return [
    {
      type: 'add-cell',
      index: after === -1 ? notebook.cells.length : after + 1,
      cell: { kind: 'component', component: 'ImportSchemaGen', id },
    },
    { type: 'set-parameter', id, parameter: 'schema_file', value: file },
    ...components.flatMap((cell) => rewire(cell, inferred, `${id}.schema`)),
  ];
}

type ComponentCell = Extract<NotebookView['cells'][number], { kind: 'component' }>;

function rewire(
  { id, inputs }: ComponentCell,
  inferred: readonly string[],
  reference: string,
): NotebookCommand[] {
  const isInferred = (input: string) => inferred.some((cell) => input === `${cell}.schema`);
  return Object.entries(inputs)
    .filter(([, references]) => references.some(isInferred))
    .map(([input, references]) => ({
      type: 'set-input',
      id,
      input,
      references: references.map((one) => (isInferred(one) ? reference : one)),
    }));
}

function freeId(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted)) {
    return wanted;
  }
  let number = 2;
  while (taken.has(`${wanted}${number}`)) {
    number += 1;
  }
  return `${wanted}${number}`;
}
