import { type Document, isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { assertNever } from '../base/assert-never.ts';
import type { NotebookCommand } from '../contract/notebook.ts';
import type { ComponentDefinition } from './component.ts';
import { keepSpelling } from './keep-spelling.ts';
import type { Cell, Notebook } from './notebook.ts';
import { NotebookError } from './notebook-error.ts';
import { cellIdPattern } from './notebook-format.ts';
import { parseNotebook } from './parse-notebook.ts';
import { renameInDocument } from './rename-cell.ts';
import { suggestInputs } from './suggest-inputs.ts';
import { uniqueCellId } from './unique-cell-id.ts';

export interface EditedNotebook {
  readonly text: string;
  /** What the edit did, for "Undo delete Trainer". */
  readonly label: string;
}

interface Edit {
  readonly document: Document;
  readonly notebook: Notebook;
  readonly components: readonly ComponentDefinition[];
}

/**
 * A notebook's text after a command. Comments, order and spelling of what the command does not touch stay.
 *
 * @throws NotebookError when the text does not parse or the command does not fit it
 */
export function editNotebook(
  text: string,
  command: NotebookCommand,
  components: readonly ComponentDefinition[],
): EditedNotebook {
  const { document, notebook } = parseNotebook(text, 'the notebook');
  const before = writeDocument(document);
  const label = apply(command, { document, notebook, components });
  return { text: keepSpelling(text, before, writeDocument(document)), label };
}

/** Long texts stay on the line the user wrote them on. */
function writeDocument(document: Document): string {
  return document.toString({ lineWidth: 0 });
}

function apply(command: NotebookCommand, edit: Edit): string {
  switch (command.type) {
    case 'add-cell':
      return addCell(command, edit);
    case 'delete-cell':
      cellsOf(edit.document).delete(indexOf(edit, command.id));
      return `delete ${command.id}`;
    case 'move-cell':
      return moveCell(command, edit);
    case 'duplicate-cell':
      return duplicateCell(command.id, edit);
    case 'rename-cell':
      return renameCell(command, edit);
    case 'set-note':
      cellNode(edit, command.id).set('note', command.text);
      return `edit ${command.id}`;
    case 'set-parameter':
      return setParameter(command, edit);
    case 'set-input':
      return setInput(command, edit);
    case 'set-runtime-parameter':
      return setRuntimeParameter(command, edit);
    default:
      return assertNever(command, 'notebook command');
  }
}

type CommandOf<Type extends NotebookCommand['type']> = Extract<NotebookCommand, { type: Type }>;

function addCell({ cell, index }: CommandOf<'add-cell'>, edit: Edit): string {
  const taken = edit.notebook.cells.map(({ id }) => id);
  const value =
    cell.kind === 'note'
      ? { id: uniqueCellId('note', taken), note: cell.text }
      : newComponentCell(cell, { edit, index, taken });
  insertAt(cellsOf(edit.document), index, edit.document.createNode(value));
  return `add ${value.id}`;
}

interface WrittenCell {
  readonly id: string;
  readonly component: string;
  readonly inputs?: Record<string, string>;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

function newComponentCell(
  cell: Omit<Extract<CommandOf<'add-cell'>['cell'], { kind: 'component' }>, 'kind'>,
  { edit, index, taken }: { readonly edit: Edit; readonly index: number; readonly taken: readonly string[] },
): WrittenCell {
  const definition = edit.components.find(({ name }) => name === cell.component);
  if (!definition) {
    throw new NotebookError(
      'no-such-component',
      `Cannot add a cell: there is no component "${cell.component}"`,
    );
  }
  const id = cell.id ?? uniqueCellId(cell.component, taken);
  requireFreeId(id, taken);
  const inputs = suggestInputs(definition, edit.notebook.cells.slice(0, index), edit.components);
  return {
    id,
    component: cell.component,
    ...(Object.keys(inputs).length > 0 ? { inputs } : {}),
    ...(cell.parameters === undefined ? {} : { parameters: cell.parameters }),
  };
}

function moveCell({ id, index }: CommandOf<'move-cell'>, edit: Edit): string {
  const cells = cellsOf(edit.document);
  const [node] = cells.items.splice(indexOf(edit, id), 1);
  insertAt(cells, index, node);
  return `move ${id}`;
}

function duplicateCell(id: string, edit: Edit): string {
  const index = indexOf(edit, id);
  const copy = cellNode(edit, id).clone() as YAMLMap;
  const taken = edit.notebook.cells.map((cell) => cell.id);
  copy.set('id', uniqueCellId(id, taken));
  insertAt(cellsOf(edit.document), index + 1, copy);
  return `duplicate ${id}`;
}

function renameCell({ id, newId }: CommandOf<'rename-cell'>, edit: Edit): string {
  const taken = edit.notebook.cells.map((cell) => cell.id).filter((other) => other !== id);
  requireFreeId(newId, taken);
  cellNode(edit, id).set('id', newId);
  renameInDocument(cellsOf(edit.document), id, newId);
  return `rename ${id} to ${newId}`;
}

function setParameter({ id, parameter, value }: CommandOf<'set-parameter'>, edit: Edit): string {
  requireComponentCell(edit, id);
  setOrDelete({ document: edit.document, cell: cellNode(edit, id) }, ['parameters', parameter], value);
  return `change ${parameter} of ${id}`;
}

function setInput({ id, input, references }: CommandOf<'set-input'>, edit: Edit): string {
  requireComponentCell(edit, id);
  const value = references.length === 0 ? null : references.length === 1 ? references[0] : references;
  setOrDelete({ document: edit.document, cell: cellNode(edit, id) }, ['inputs', input], value);
  return `connect ${input} of ${id}`;
}

function setRuntimeParameter({ name, value }: CommandOf<'set-runtime-parameter'>, edit: Edit): string {
  if (!edit.notebook.runtimeParameters.some((parameter) => parameter.name === name)) {
    throw new NotebookError('no-such-parameter', `The notebook declares no runtime parameter "${name}"`);
  }
  edit.document.setIn(['parameters', name, 'value'], edit.document.createNode(value));
  return `change ${name}`;
}

/** Sets a field of a cell's `parameters` or `inputs`; null removes it, and the map with its last field. */
function setOrDelete(
  { document, cell }: { readonly document: Document; readonly cell: YAMLMap },
  [group, name]: readonly [string, string],
  value: unknown,
): void {
  const map = cell.get(group);
  if (value !== null) {
    const node = document.createNode(value);
    if (isMap(map)) {
      map.set(name, node);
    } else {
      cell.set(group, document.createNode({ [name]: value }));
    }
    return;
  }
  if (isMap(map)) {
    map.delete(name);
    if (map.items.length === 0) {
      cell.delete(group);
    }
  }
}

function cellsOf(document: Document): YAMLSeq {
  const cells = document.get('cells');
  if (!isSeq(cells)) {
    throw new NotebookError('notebook-format', 'The notebook has no list of cells');
  }
  return cells;
}

function insertAt(cells: YAMLSeq, index: number, node: unknown): void {
  // `cells: []` is written in flow style; a list with cells in it reads better as a block.
  cells.flow = false;
  cells.items.splice(Math.min(index, cells.items.length), 0, node);
}

function indexOf({ notebook }: Edit, id: string): number {
  const index = notebook.cells.findIndex((cell) => cell.id === id);
  if (index < 0) {
    throw new NotebookError('no-such-cell', `There is no cell "${id}"`);
  }
  return index;
}

function cellNode(edit: Edit, id: string): YAMLMap {
  const node = cellsOf(edit.document).items[indexOf(edit, id)];
  if (!isMap(node)) {
    throw new NotebookError(
      'notebook-format',
      `The cell "${id}" is written as an alias and cannot be edited`,
    );
  }
  return node;
}

function requireComponentCell(edit: Edit, id: string): void {
  const cell: Cell | undefined = edit.notebook.cells[indexOf(edit, id)];
  if (cell?.kind !== 'component') {
    throw new NotebookError('invalid-cell', `The cell "${id}" is a note and has no inputs or parameters`);
  }
}

function requireFreeId(id: string, taken: readonly string[]): void {
  if (!cellIdPattern.test(id)) {
    throw new NotebookError('cell-id', `"${id}" cannot be a cell's id`, {
      hint: 'Begin with a letter and use at most 63 letters, digits, "_" and "-"',
    });
  }
  if (taken.includes(id)) {
    throw new NotebookError('duplicate-cell', `There already is a cell "${id}"`, {
      hint: 'Choose another id',
    });
  }
}
