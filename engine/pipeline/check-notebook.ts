import { didYouMean } from '../base/did-you-mean.ts';
import type { ComponentDefinition, InputSpec } from './component.ts';
import { CellGraph } from './graph.ts';
import {
  type ComponentCell,
  componentCells,
  type Notebook,
  parseReference,
  type RuntimeParameter,
} from './notebook.ts';
import { resolveParameters } from './resolve-parameters.ts';
import type { SourcePath } from './source-map.ts';

/** Something that keeps a cell from running, and where in the file it is written. */
export interface NotebookProblem {
  readonly cell: string;
  readonly message: string;
  readonly hint?: string;
  readonly parameter?: string;
  readonly input?: string;
  /** Relative to the cell. */
  readonly path: SourcePath;
}

export type FindComponent = (name: string) => ComponentDefinition | undefined;

interface Context {
  readonly cells: ReadonlyMap<string, ComponentCell>;
  readonly find: FindComponent;
  readonly componentNames: readonly string[];
  readonly runtimeParameters: readonly RuntimeParameter[];
}

/** Every problem of a notebook that can be told without reading data, in the order of its cells. */
export function checkNotebook(
  notebook: Notebook,
  components: readonly ComponentDefinition[],
): readonly NotebookProblem[] {
  const cells = componentCells(notebook);
  const context: Context = {
    cells: new Map(cells.map((cell) => [cell.id, cell])),
    find: (name) => components.find((component) => component.name === name),
    componentNames: components.map((component) => component.name),
    runtimeParameters: notebook.runtimeParameters,
  };
  return [...cells.flatMap((cell) => checkCell(cell, context)), ...checkCycle(cells)];
}

function checkCell(cell: ComponentCell, context: Context): readonly NotebookProblem[] {
  const definition = context.find(cell.component);
  if (!definition) {
    return [
      {
        cell: cell.id,
        message: `Cell "${cell.id}" has the component "${cell.component}", which does not exist`,
        hint: didYouMean(cell.component, context.componentNames),
        path: ['component'],
      },
    ];
  }
  const resolved = resolveParameters(cell, definition, context.runtimeParameters);
  const parameterProblems = resolved.ok
    ? []
    : resolved.problems.map((problem) => ({
        ...problem,
        cell: cell.id,
        path: ['parameters', problem.parameter],
      }));
  return [...checkInputs(cell, definition, context), ...parameterProblems];
}

function checkInputs(
  cell: ComponentCell,
  definition: ComponentDefinition,
  context: Context,
): readonly NotebookProblem[] {
  const known = Object.keys(definition.inputs);
  const missing = Object.entries(definition.inputs)
    .filter(([key, spec]) => !spec.optional && (cell.inputs[key] ?? []).length === 0)
    .map(([key, spec]) => missingInput(cell, key, spec));
  const wrong = Object.entries(cell.inputs).flatMap(([key, references]) => {
    const spec = definition.inputs[key];
    return spec
      ? references.flatMap((reference) => checkReference({ cell, key, reference, spec }, context))
      : [unknownInput(cell, key, known)];
  });
  return [...missing, ...wrong];
}

function missingInput(cell: ComponentCell, key: string, spec: InputSpec): NotebookProblem {
  return {
    cell: cell.id,
    input: key,
    message: `Cell "${cell.id}" needs the input "${key}", which is not connected`,
    hint: `Connect it to an output of type ${spec.types.join(' or ')}`,
    path: ['inputs'],
  };
}

function unknownInput(cell: ComponentCell, key: string, known: readonly string[]): NotebookProblem {
  return {
    cell: cell.id,
    input: key,
    message: `${cell.component} of cell "${cell.id}" has no input "${key}"`,
    hint: didYouMean(key, known),
    path: ['inputs', key],
  };
}

function checkReference(
  at: {
    readonly cell: ComponentCell;
    readonly key: string;
    readonly reference: string;
    readonly spec: InputSpec;
  },
  context: Context,
): readonly NotebookProblem[] {
  const { cell, key, reference, spec } = at;
  const place = { cell: cell.id, input: key, path: ['inputs', key] };
  const subject = `Input "${key}" of cell "${cell.id}" refers to "${reference}"`;
  const parsed = parseReference(reference);
  if (!parsed) {
    return [{ ...place, message: `${subject}, which is not of the form "cell.output"` }];
  }
  const source = context.cells.get(parsed.cell);
  if (!source) {
    return [
      {
        ...place,
        message: `${subject}, but there is no such cell`,
        hint: didYouMean(parsed.cell, [...context.cells.keys()]),
      },
    ];
  }
  const outputs = context.find(source.component)?.outputs;
  const output = outputs?.[parsed.output];
  if (outputs && !output) {
    return [
      {
        ...place,
        message: `${subject}, but that cell has no such output`,
        hint: didYouMean(parsed.output, Object.keys(outputs)),
      },
    ];
  }
  if (output && !spec.types.includes(output.type)) {
    return [{ ...place, message: `${subject} of type ${output.type}, but needs ${spec.types.join(' or ')}` }];
  }
  return [];
}

function checkCycle(cells: readonly ComponentCell[]): readonly NotebookProblem[] {
  const cycle = CellGraph.of(cells).findCycle();
  return cycle.map((id) => ({
    cell: id,
    message: `Cell "${id}" needs itself: ${[...cycle, cycle[0]].join(' -> ')}`,
    hint: 'Disconnect one of these inputs',
    path: ['inputs'],
  }));
}
