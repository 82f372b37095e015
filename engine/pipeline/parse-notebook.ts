import { type Document, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { didYouMean } from '../base/did-you-mean.ts';
import type { ReportedError } from '../base/reported-error.ts';
import { migrateNotebook } from './migrate-notebook.ts';
import type { Cell, Notebook, RuntimeParameter } from './notebook.ts';
import { NotebookError } from './notebook-error.ts';
import { componentCellFormat, notebookFormat, noteCellFormat } from './notebook-format.ts';
import { SourceMap, type SourcePath } from './source-map.ts';

export interface ParsedNotebook {
  readonly notebook: Notebook;
  readonly source: SourceMap;
  /** The YAML document in the newest version, for edits that keep comments and order. */
  readonly document: Document;
}

/**
 * Reads a notebook file's text.
 *
 * @throws NotebookError with the file, line and column of the first problem
 */
export function parseNotebook(text: string, file: string): ParsedNotebook {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const source = new SourceMap(document, lines);
  const problem = document.errors[0];
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new NotebookError('yaml-syntax', `Cannot read "${file}" as YAML: ${problem.message}`, {
      hint: 'Look at the indentation and the quotes around this place',
      location: { file, line, column: col },
    });
  }
  locateErrors(file, source, () => migrateNotebook(document));
  return { notebook: readNotebook(document, { file, source }), source, document };
}

interface Place {
  readonly file: string;
  readonly source: SourceMap;
}

function readNotebook(document: Document, place: Place): Notebook {
  const file = parseWith(notebookFormat, document.toJS(), { ...place, path: [] });
  const cells = file.cells.map((cell, index) => readCell(cell, index, place));
  requireUniqueIds(cells, place);
  return {
    name: file.name,
    ...(file.description === undefined ? {} : { description: file.description }),
    runtimeParameters: Object.entries(file.parameters ?? {}).map(([name, parameter]) =>
      toRuntimeParameter(name, parameter),
    ),
    cells,
  };
}

function toRuntimeParameter(
  name: string,
  {
    description,
    ...rest
  }: Omit<RuntimeParameter, 'name' | 'description'> & { description?: string | undefined },
): RuntimeParameter {
  return { name, ...rest, ...(description === undefined ? {} : { description }) };
}

function readCell(value: unknown, index: number, place: Place): Cell {
  const at = { ...place, path: ['cells', index] };
  if (typeof value === 'object' && value !== null && 'note' in value) {
    const note = parseWith(noteCellFormat, value, at);
    return { kind: 'note', id: note.id ?? `note-${index + 1}`, text: note.note };
  }
  const cell = parseWith(componentCellFormat, value, at);
  const inputs = Object.entries(cell.inputs ?? {}).map(([key, references]) => [
    key,
    typeof references === 'string' ? [references] : references,
  ]);
  return {
    kind: 'component',
    id: cell.id,
    component: cell.component,
    inputs: Object.fromEntries(inputs) as Record<string, string[]>,
    parameters: cell.parameters ?? {},
  };
}

function requireUniqueIds(cells: readonly Cell[], { file, source }: Place): void {
  const seen = new Set<string>();
  for (const [index, { id }] of cells.entries()) {
    if (seen.has(id)) {
      throw new NotebookError('duplicate-cell', `Two cells have the id "${id}"`, {
        hint: 'Give one of them another id: results are found by it',
        location: { file, cell: id, ...source.locate(['cells', index, 'id']) },
      });
    }
    seen.add(id);
  }
}

function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { file, source, path }: Place & { readonly path: SourcePath },
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  // A misspelt name is also a missing one: the first tells more.
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const issuePath = [...path, ...(issue?.path ?? [])].filter((step) => typeof step !== 'symbol');
  const fullPath = unknownKey === undefined ? issuePath : [...issuePath, unknownKey];
  const what = unknownKey === undefined ? (issue?.message ?? 'invalid') : `unknown field "${unknownKey}"`;
  throw new NotebookError('notebook-format', `Cannot read "${file}": ${describePath(issuePath)}${what}`, {
    ...hintFor(schema, unknownKey),
    location: { file, ...source.locate(fullPath) },
    cause: result.error,
  });
}

function hintFor(schema: z.ZodType, unknownKey: string | undefined): { hint?: string } {
  if (unknownKey === undefined || !(schema instanceof z.ZodObject)) {
    return {};
  }
  return { hint: didYouMean(unknownKey, Object.keys(schema.shape)) };
}

function describePath(path: SourcePath): string {
  return path.length === 0 ? '' : `at "${path.join('.')}": `;
}

function locateErrors(file: string, source: SourceMap, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof NotebookError)) {
      throw error;
    }
    throw relocated(error, { file, ...source.locate(['millrace']) });
  }
}

function relocated(error: NotebookError, location: ReportedError['location']): NotebookError {
  return new NotebookError(error.code, error.message, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    location,
    cause: error,
  });
}
