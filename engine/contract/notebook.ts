import * as z from 'zod';
import { artifactViewSchema } from './artifact.ts';
import { errorViewSchema } from './error.ts';
import { method } from './method.ts';

/** What is happening to a cell now. Orthogonal to its freshness (engine/SPEC.md, "States"). */
export const phaseSchema = z.enum(['idle', 'queued', 'running', 'cancelling']);
export type Phase = z.infer<typeof phaseSchema>;

/** One cause why a cell is not fresh, already worded. `cell` names the upstream cell to look at, if any. */
export const reasonSchema = z.object({ message: z.string(), cell: z.string().optional() });
export type Reason = z.infer<typeof reasonSchema>;

/** What is known about a cell's newest result. */
export const freshnessSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('empty') }),
  z.object({ state: z.literal('fresh') }),
  z.object({ state: z.literal('stale'), reasons: z.array(reasonSchema) }),
  z.object({ state: z.literal('failed'), error: errorViewSchema }),
  z.object({ state: z.literal('cancelled'), resumable: z.string().optional() }),
  z.object({ state: z.literal('blocked'), reasons: z.array(reasonSchema) }),
]);
export type Freshness = z.infer<typeof freshnessSchema>;

/** Work done so far. `total` is null while unknown; `secondsLeft` is null for the first three seconds. */
export const progressViewSchema = z.object({
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  message: z.string().optional(),
  ratePerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});
export type ProgressView = z.infer<typeof progressViewSchema>;

/** One attempt at one cell: an ML Metadata execution. */
export const executionViewSchema = z.object({
  executionId: z.number().int(),
  runId: z.string(),
  cell: z.string(),
  component: z.string(),
  state: z.enum(['new', 'running', 'complete', 'failed', 'cached', 'canceled', 'unknown']),
  startedMs: z.number(),
  endedMs: z.number().nullable(),
  /** For a reuse: the run and execution that made the outputs. */
  reusedFrom: z.object({ runId: z.string(), executionId: z.number().int() }).nullable(),
  parameters: z.record(z.string(), z.unknown()),
  outputs: z.record(z.string(), z.array(artifactViewSchema)),
  error: errorViewSchema.nullable(),
});
export type ExecutionView = z.infer<typeof executionViewSchema>;

export const cellProblemSchema = z.object({
  message: z.string(),
  hint: z.string().optional(),
  parameter: z.string().optional(),
  input: z.string().optional(),
});
export type CellProblem = z.infer<typeof cellProblemSchema>;

export const noteCellViewSchema = z.object({ id: z.string(), kind: z.literal('note'), text: z.string() });

export const componentCellViewSchema = z.object({
  id: z.string(),
  kind: z.literal('component'),
  component: z.string(),
  title: z.string(),
  /** Input key to references "cell.output". */
  inputs: z.record(z.string(), z.array(z.string())),
  /** As written in the file; defaults are in the component's schema. */
  parameters: z.record(z.string(), z.unknown()),
  problems: z.array(cellProblemSchema),
  phase: phaseSchema,
  freshness: freshnessSchema,
  progress: progressViewSchema.nullable(),
  /** The newest attempt, whatever became of it. */
  lastExecution: executionViewSchema.nullable(),
  /** The newest success; its outputs stay visible, dimmed, when the cell is stale. */
  result: executionViewSchema.nullable(),
  /** The module files (relative to the notebook) that the cell's parameters name. */
  modules: z.array(z.string()),
});
export type ComponentCellView = z.infer<typeof componentCellViewSchema>;

export const cellViewSchema = z.discriminatedUnion('kind', [noteCellViewSchema, componentCellViewSchema]);
export type CellView = z.infer<typeof cellViewSchema>;

export const runtimeParameterSchema = z.object({
  name: z.string(),
  type: z.enum(['integer', 'number', 'string', 'boolean']),
  value: z.unknown(),
  description: z.string().optional(),
});

export const notebookViewSchema = z.object({
  path: z.string(),
  name: z.string(),
  description: z.string().optional(),
  pipelineRoot: z.string(),
  /** Grows with each change the engine makes; the window applies the newest it has seen. */
  version: z.number().int(),
  trusted: z.boolean(),
  canUndo: z.string().nullable(),
  canRedo: z.string().nullable(),
  /** The file was changed by another program since it was read: what differs, for the user to choose. */
  conflict: z.object({ diskText: z.string(), ourText: z.string() }).nullable(),
  runtimeParameters: z.array(runtimeParameterSchema),
  cells: z.array(cellViewSchema),
  /** Edges between component cells, for the step graph. */
  edges: z.array(z.object({ from: z.string(), output: z.string(), to: z.string(), input: z.string() })),
  problems: z.array(errorViewSchema),
  activeRun: z.object({ runId: z.string(), startedMs: z.number() }).nullable(),
});
export type NotebookView = z.infer<typeof notebookViewSchema>;

/** An edit of the document. Every edit can be undone; deleting a cell keeps its outputs reachable by undo. */
export const notebookCommandSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('add-cell'),
    index: z.number().int().min(0),
    cell: z.union([
      z.object({ kind: z.literal('note'), text: z.string() }),
      z.object({
        kind: z.literal('component'),
        component: z.string(),
        id: z.string().optional(),
        parameters: z.record(z.string(), z.json()).optional(),
      }),
    ]),
  }),
  z.object({ type: z.literal('delete-cell'), id: z.string() }),
  z.object({ type: z.literal('move-cell'), id: z.string(), index: z.number().int().min(0) }),
  z.object({ type: z.literal('duplicate-cell'), id: z.string() }),
  z.object({ type: z.literal('rename-cell'), id: z.string(), newId: z.string() }),
  z.object({ type: z.literal('set-note'), id: z.string(), text: z.string() }),
  /** `value: null` puts the parameter back to its default. */
  z.object({ type: z.literal('set-parameter'), id: z.string(), parameter: z.string(), value: z.json() }),
  z.object({
    type: z.literal('set-input'),
    id: z.string(),
    input: z.string(),
    references: z.array(z.string()),
  }),
  z.object({ type: z.literal('set-runtime-parameter'), name: z.string(), value: z.json() }),
]);
export type NotebookCommand = z.infer<typeof notebookCommandSchema>;

/** What to run: `cells` names the targets; without it, every cell. Stale or missing ancestors run first (S5). */
export const runRequestSchema = z.object({
  cells: z.array(z.string()).optional(),
  /** Run the targets even when their result could be reused. */
  force: z.boolean().optional(),
});

const recentSchema = z.object({ path: z.string(), name: z.string(), openedMs: z.number() });

export const notebookMethods = {
  'notebook.get': method(z.object({}), notebookViewSchema.nullable()),
  'notebook.open': method(z.object({ path: z.string(), root: z.string().optional() }), notebookViewSchema),
  'notebook.openSample': method(z.object({}), notebookViewSchema),
  /** A new notebook over a folder of images (and masks), wired like the sample. */
  'notebook.createFromFolder': method(z.object({ folder: z.string(), path: z.string() }), notebookViewSchema),
  'notebook.close': method(z.object({}), z.null()),
  'notebook.recent': method(z.object({}), z.array(recentSchema)),
  'notebook.edit': method(z.object({ command: notebookCommandSchema }), notebookViewSchema),
  'notebook.undo': method(z.object({}), notebookViewSchema),
  'notebook.redo': method(z.object({}), notebookViewSchema),
  'notebook.resolveConflict': method(z.object({ keep: z.enum(['disk', 'ours']) }), notebookViewSchema),
  'notebook.trust': method(z.object({}), notebookViewSchema),
  'notebook.text': method(z.object({}), z.object({ text: z.string() })),
  'notebook.exportReport': method(z.object({}), z.object({ html: z.string() })),
  'module.read': method(z.object({ path: z.string() }), z.object({ text: z.string() })),
  'module.write': method(
    z.object({ path: z.string(), text: z.string() }),
    z.object({
      diagnostics: z.array(z.object({ line: z.number(), column: z.number(), message: z.string() })),
    }),
  ),
  'module.check': method(
    z.object({ path: z.string(), text: z.string() }),
    z.object({
      diagnostics: z.array(z.object({ line: z.number(), column: z.number(), message: z.string() })),
    }),
  ),
  'run.start': method(runRequestSchema, z.object({ runId: z.string() })),
  'run.cancel': method(z.object({ cells: z.array(z.string()).optional() }), z.null()),
  /** What a run would do now and why, without doing it. */
  'run.plan': method(
    runRequestSchema,
    z.array(
      z.object({
        cell: z.string(),
        action: z.enum(['run', 'reuse', 'blocked', 'unknown']),
        reasons: z.array(reasonSchema),
      }),
    ),
  ),
  'cell.forget': method(z.object({ cell: z.string() }), notebookViewSchema),
  'storage.preview': method(
    z.object({}),
    z.object({ artifacts: z.number(), sizeBytes: z.number(), kept: z.number(), keptBytes: z.number() }),
  ),
  'storage.collect': method(z.object({}), z.object({ removed: z.number(), sizeBytes: z.number() })),
};
