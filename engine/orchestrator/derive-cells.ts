import { isAbortError, toErrorView } from '../base/error-view.ts';
import type { ErrorView } from '../contract/error.ts';
import type { Freshness, Reason } from '../contract/notebook.ts';
import type { ExecutionRecord } from '../metadata/execution-query.ts';
import { checkNotebook, type NotebookProblem } from '../pipeline/check-notebook.ts';
import type { ComponentDefinition } from '../pipeline/component.ts';
import { CellGraph } from '../pipeline/graph.ts';
import { type ComponentCell, componentCells, type Notebook, parseReference } from '../pipeline/notebook.ts';
import { resolveParameters } from '../pipeline/resolve-parameters.ts';
import { keyPartsSchema } from './cache-key.ts';
import { gatherInputs, outputsOf } from './cell-inputs.ts';
import { type PreparedKey, prepareKey } from './cell-key.ts';
import { type AttemptFacts, deriveFreshness, type SuccessFacts } from './freshness.ts';
import { keyReasons, type ReasonDetails } from './key-reasons.ts';
import { orderingGraph } from './order-cells.ts';
import { findDefinition, type PipelineContext } from './pipeline-context.ts';
import { findResumePoint } from './resume-point.ts';
import type { SourceSet } from './source-digest.ts';
import { verifyOutputs } from './verify-outputs.ts';

/** What is known about a component cell, derived from the store and the files as they are now. */
export interface CellState {
  readonly cell: ComponentCell;
  readonly definition: ComponentDefinition | undefined;
  readonly problems: readonly NotebookProblem[];
  /** What reading its sources said, when that failed. */
  readonly sourceError: ErrorView | undefined;
  readonly freshness: Freshness;
  /** Undefined while unknown (rule S3). */
  readonly key: PreparedKey | undefined;
  readonly newest: ExecutionRecord | undefined;
  readonly success: ExecutionRecord | undefined;
}

export type CellStates = ReadonlyMap<string, CellState>;

interface Derivation {
  readonly context: PipelineContext;
  readonly notebook: Notebook;
  readonly problems: readonly NotebookProblem[];
  readonly graph: CellGraph;
  readonly states: Map<string, CellState>;
  readonly signal: AbortSignal;
}

/**
 * Derives every component cell's state, upstream first. Nothing is remembered between calls but file digests: the
 * states after a restart are those before it.
 */
export async function deriveCells(
  context: PipelineContext,
  notebook: Notebook,
  signal: AbortSignal,
): Promise<CellStates> {
  const cells = componentCells(notebook);
  const ordering = orderingGraph(cells, (name) => findDefinition(context, name));
  const order = ordering.topologicalOrder();
  const derivation: Derivation = {
    context,
    notebook,
    problems: checkNotebook(notebook, context.components),
    graph: CellGraph.of(cells),
    states: new Map(),
    signal,
  };
  // Cells of a cycle have no place in the order; they are blocked by their problem.
  const sorted = cells.toSorted((left, right) => order.indexOf(left.id) - order.indexOf(right.id));
  for (const cell of sorted) {
    derivation.states.set(cell.id, await deriveCell(cell, derivation));
  }
  return derivation.states;
}

async function deriveCell(cell: ComponentCell, derivation: Derivation): Promise<CellState> {
  const { context, notebook, graph, states } = derivation;
  const { query } = context.store;
  const problems = derivation.problems.filter((problem) => problem.cell === cell.id);
  const newest = query.newest(notebook.name, cell.id);
  const success = query.newestSuccess(notebook.name, cell.id);
  const definition = findDefinition(context, cell.component);
  const parents = graph.parents(cell.id).map((id) => ({
    cell: id,
    state: states.get(id)?.freshness.state ?? ('blocked' as const),
  }));
  const canKnowKey = problems.length === 0 && parents.every(({ state }) => state === 'fresh');
  const { key, error } = definition && canKnowKey ? await tryKey(cell, definition, derivation) : {};
  const sourceProblems = error ? [{ message: error.message }] : [];
  const freshness = deriveFreshness({
    problems: [...problems.map(toReason), ...sourceProblems],
    parents,
    key: key?.key ?? null,
    newest: newest && (await attemptFacts(context, newest)),
    success: success && (await successFacts(context, success, { key, cell })),
  });
  return { cell, definition, problems, sourceError: error, freshness, key, newest, success };
}

async function tryKey(
  cell: ComponentCell,
  definition: ComponentDefinition,
  derivation: Derivation,
): Promise<{ readonly key?: PreparedKey; readonly error?: ErrorView }> {
  const { context, notebook, graph, states, signal } = derivation;
  const parameters = resolveParameters(cell, definition, notebook.runtimeParameters);
  if (!parameters.ok) {
    return {};
  }
  try {
    const key = await prepareKey(context, {
      pipeline: notebook.name,
      cell: cell.id,
      definition,
      parameters: parameters.values,
      inputs: gatherInputs(cell, (id) => states.get(id)?.success, context.store),
      current: currentArtifacts(context, { graph, states }, cell.id),
      signal,
    });
    return { key };
  } catch (error) {
    if (isAbortError(error)) {
      throw error;
    }
    return { error: toErrorView(error) as ErrorView };
  }
}

/** What the fresh cells that do not need `cell` made (rule S8). */
export function currentArtifacts(
  context: PipelineContext,
  { graph, states }: { readonly graph: CellGraph; readonly states: CellStates },
  cell: string,
): ReadonlySet<number> {
  const descendants = graph.descendants(cell);
  const others = [...states.values()].filter(
    (state) => state.freshness.state === 'fresh' && !descendants.has(state.cell.id),
  );
  return new Set(others.flatMap((state) => ownOutputs(context, state)));
}

/** Ids of outputs that the cell made itself, not of those it chose from the history. */
function ownOutputs({ store }: PipelineContext, { cell, success }: CellState): readonly number[] {
  const outputs = success ? Object.values(outputsOf(store, success.id)).flat() : [];
  return outputs.filter(({ producer }) => producer?.cell === cell.id).map(({ id }) => id);
}

async function attemptFacts(context: PipelineContext, newest: ExecutionRecord): Promise<AttemptFacts> {
  const resumable = await findResumePoint(context.layout, newest);
  return {
    outcome: newest.outcome,
    key: newest.key,
    ...(newest.error === undefined ? {} : { error: newest.error as ErrorView }),
    ...(resumable === undefined ? {} : { resumable }),
  };
}

async function successFacts(
  context: PipelineContext,
  success: ExecutionRecord,
  now: { readonly key: PreparedKey | undefined; readonly cell: ComponentCell },
): Promise<SuccessFacts> {
  const before = keyPartsSchema.safeParse(success.keyParts);
  const reasons =
    before.success && now.key
      ? keyReasons(before.data, now.key.parts, {
          origins: inputOrigins(now.cell),
          ...sourceFiles(context, before.data.sources, now.key.sources),
        })
      : [];
  return { key: success.key, outputsVerified: await verifyOutputs(context, success.id), reasons };
}

/** The files behind two digests; not looked up for equal ones, since the lists may be long. */
function sourceFiles(
  { store }: PipelineContext,
  before: string | null,
  now: SourceSet | null,
): Pick<ReasonDetails, 'sourcesBefore' | 'sourcesNow'> {
  return before === null || before === now?.digest
    ? { sourcesBefore: undefined, sourcesNow: undefined }
    : { sourcesBefore: store.sourceSets.get(before), sourcesNow: now?.files };
}

function inputOrigins(cell: ComponentCell): Record<string, string> {
  const entries = Object.entries(cell.inputs).map(([key, references]) => {
    const first = references[0];
    return [key, first === undefined ? undefined : parseReference(first)?.cell] as const;
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function toReason({ message }: NotebookProblem): Reason {
  return { message };
}
