import { relative, resolve, sep } from 'node:path';
import type { ErrorView } from '../contract/error.ts';
import type { CellView, ComponentCellView, NotebookView, Phase, ProgressView } from '../contract/notebook.ts';
import { parameterFields } from '../pipeline/component-fields.ts';
import { edgesBetween } from '../pipeline/graph.ts';
import { type ComponentCell, componentCells } from '../pipeline/notebook.ts';
import type { CellState, CellStates } from './derive-cells.ts';
import { toExecutionView } from './execution-views.ts';
import type { NotebookFile } from './notebook-file.ts';
import type { PipelineContext } from './pipeline-context.ts';

/** What is happening to a cell now; known to the engine only, never stored. */
export interface CellActivity {
  readonly phase: Phase;
  readonly progress: ProgressView | null;
}

export const idle: CellActivity = { phase: 'idle', progress: null };

export interface ViewSources {
  readonly context: PipelineContext;
  readonly file: NotebookFile;
  readonly states: CellStates;
  readonly activities: ReadonlyMap<string, CellActivity>;
  readonly version: number;
  readonly trusted: boolean;
  readonly activeRun: { readonly runId: string; readonly startedMs: number } | null;
}

/** The whole notebook as a window shows it. */
export function notebookView(sources: ViewSources): NotebookView {
  const { context, file, states } = sources;
  const { notebook } = file;
  return {
    path: file.path,
    name: notebook.name,
    ...(notebook.description === undefined ? {} : { description: notebook.description }),
    pipelineRoot: context.layout.root,
    version: sources.version,
    trusted: sources.trusted,
    canUndo: file.history.undo.at(-1)?.label ?? null,
    canRedo: file.history.redo.at(-1)?.label ?? null,
    conflict: file.conflict,
    runtimeParameters: notebook.runtimeParameters.map((parameter) => ({ ...parameter })),
    cells: notebook.cells.map(
      (cell): CellView => (cell.kind === 'note' ? { ...cell } : componentCellView(cell, sources)),
    ),
    edges: edgesBetween(componentCells(notebook)).map((edge) => ({ ...edge })),
    problems: [...(file.error ? [file.error] : []), ...locatedProblems(states, file)],
    activeRun: sources.activeRun,
  };
}

/** One component cell as a window shows it. */
export function componentCellView(cell: ComponentCell, sources: ViewSources): ComponentCellView {
  const { context, states, activities } = sources;
  const state = states.get(cell.id);
  const { phase, progress } = activities.get(cell.id) ?? idle;
  const inputs = Object.entries(cell.inputs).map(([key, references]) => [key, [...references]]);
  return {
    id: cell.id,
    kind: 'component',
    component: cell.component,
    title: state?.definition?.title ?? cell.component,
    inputs: Object.fromEntries(inputs) as Record<string, string[]>,
    parameters: cell.parameters,
    problems: state ? cellProblems(state) : [],
    phase,
    freshness: state?.freshness ?? { state: 'empty' },
    progress,
    lastExecution: state?.newest ? toExecutionView(context, state.newest) : null,
    result: state?.success ? toExecutionView(context, state.success) : null,
    modules: moduleNames(state, context.notebookDirectory),
  };
}

function cellProblems({ problems, sourceError }: CellState): ComponentCellView['problems'] {
  const own = problems.map(({ message, hint, parameter, input }) => ({
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(parameter === undefined ? {} : { parameter }),
    ...(input === undefined ? {} : { input }),
  }));
  if (!sourceError) {
    return own;
  }
  const { message, hint, location } = sourceError;
  const parameter = location?.parameter;
  return [
    ...own,
    { message, ...(hint === undefined ? {} : { hint }), ...(parameter === undefined ? {} : { parameter }) },
  ];
}

/** The cells' problems with the line and column where they are written. */
export function locatedProblems(states: CellStates, file: NotebookFile): ErrorView[] {
  return [...states.values()].flatMap(({ problems }) =>
    problems.map(({ cell, message, hint, path, parameter }) => {
      const index = file.notebook.cells.findIndex(({ id }) => id === cell);
      const location = {
        cell,
        ...(parameter === undefined ? {} : { parameter }),
        file: file.path,
        ...file.source.locate(['cells', index, ...path]),
      };
      return { code: 'invalid-cell', message, location, ...(hint === undefined ? {} : { hint }) };
    }),
  );
}

/** The modules that parameters name, and what these import once that is known. */
function moduleNames(state: CellState | undefined, folder: string): string[] {
  if (!state?.definition) {
    return [];
  }
  const { cell, definition, key } = state;
  const named = parameterFields(definition)
    .filter(({ widget }) => widget === 'module')
    .map(({ name, defaultValue }) => cell.parameters[name] ?? defaultValue)
    .filter((path) => typeof path === 'string' && path !== '')
    .map((path) =>
      relative(folder, resolve(folder, String(path)))
        .split(sep)
        .join('/'),
    );
  return [...new Set([...named, ...Object.keys(key?.parts.code ?? {})])];
}
