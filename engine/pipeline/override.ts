import { parse } from 'yaml';
import { didYouMean } from '../base/did-you-mean.ts';
import type { JsonValue, Notebook } from './notebook.ts';
import { NotebookError } from './notebook-error.ts';

/** A value set for one run, from the command line, without changing the notebook file. */
export interface Override {
  /** Undefined for a runtime parameter of the notebook. */
  readonly cell: string | undefined;
  readonly parameter: string;
  readonly value: JsonValue;
}

/**
 * Reads "Trainer.epochs=3" or, for a runtime parameter, "epochs=3". The value is YAML, so numbers, booleans and lists
 * are what they look like.
 *
 * @throws NotebookError "no-such-parameter" when the text is not of that form
 */
export function parseOverride(text: string): Override {
  const match = /^(?:([A-Za-z][\w-]*)\.)?([A-Za-z_][\w-]*)=(.*)$/s.exec(text);
  if (!match?.[2]) {
    throw new NotebookError('no-such-parameter', `Cannot read "${text}" as a parameter's value`, {
      hint: 'Write it as CELL.PARAMETER=VALUE',
    });
  }
  return { cell: match[1], parameter: match[2], value: parseValue(match[3] ?? '') };
}

function parseValue(text: string): JsonValue {
  try {
    return parse(text) as JsonValue;
  } catch {
    // "Paris: a city" is no YAML value but a fine string.
    return text;
  }
}

/**
 * A notebook with overrides put in.
 *
 * @throws NotebookError "no-such-cell" or "no-such-parameter" when one names what is not there
 */
export function applyOverrides(notebook: Notebook, overrides: readonly Override[]): Notebook {
  return overrides.reduce(applyOverride, notebook);
}

function applyOverride(notebook: Notebook, { cell, parameter, value }: Override): Notebook {
  if (cell === undefined) {
    return setRuntimeParameter(notebook, parameter, value);
  }
  const ids = notebook.cells.filter(({ kind }) => kind === 'component').map(({ id }) => id);
  if (!ids.includes(cell)) {
    throw new NotebookError('no-such-cell', `Cannot set "${cell}.${parameter}": there is no cell "${cell}"`, {
      hint: didYouMean(cell, ids),
    });
  }
  const cells = notebook.cells.map((candidate) =>
    candidate.kind === 'component' && candidate.id === cell
      ? { ...candidate, parameters: { ...candidate.parameters, [parameter]: value } }
      : candidate,
  );
  return { ...notebook, cells };
}

function setRuntimeParameter(notebook: Notebook, name: string, value: JsonValue): Notebook {
  const names = notebook.runtimeParameters.map((parameter) => parameter.name);
  if (!names.includes(name)) {
    throw new NotebookError('no-such-parameter', `The notebook declares no runtime parameter "${name}"`, {
      hint:
        names.length > 0 ? didYouMean(name, names) : 'Write CELL.PARAMETER=VALUE for a parameter of a cell',
    });
  }
  const runtimeParameters = notebook.runtimeParameters.map((parameter) =>
    parameter.name === name ? { ...parameter, value } : parameter,
  );
  return { ...notebook, runtimeParameters };
}
