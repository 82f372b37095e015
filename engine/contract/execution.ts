import * as z from 'zod';
import { artifactViewSchema } from './artifact.ts';
import { errorViewSchema } from './error.ts';
import { method } from './method.ts';
import { executionViewSchema, progressViewSchema } from './notebook.ts';

const at = { atMs: z.number() };

/** What an execution says while it runs; the same lines are kept in its `events.jsonl` (engine/SPEC.md X1). */
export const executionEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), ...at, pid: z.number().optional() }),
  z.object({ type: z.literal('progress'), ...at, progress: progressViewSchema }),
  z.object({
    type: z.literal('log'),
    ...at,
    level: z.enum(['debug', 'info', 'warning', 'error']),
    message: z.string(),
  }),
  /** Scalars of one step or epoch, TensorBoard's tags: `epoch_loss`, `epoch_accuracy`, `validation/epoch_loss`... */
  z.object({
    type: z.literal('metrics'),
    ...at,
    step: z.number(),
    epoch: z.number().optional(),
    /** Which training of a search they are of; each counts its steps from the beginning. */
    trial: z.string().optional(),
    values: z.record(z.string(), z.number().nullable()),
  }),
  /** Sample predictions of an epoch: files under the execution's `model_run` output. */
  z.object({
    type: z.literal('samples'),
    ...at,
    epoch: z.number(),
    images: z.array(
      z.object({ id: z.string(), image: z.string(), label: z.string().optional(), prediction: z.string() }),
    ),
  }),
  z.object({ type: z.literal('checkpoint'), ...at, epoch: z.number(), step: z.number(), best: z.boolean() }),
  z.object({
    type: z.literal('ended'),
    ...at,
    state: z.enum(['complete', 'cached', 'failed', 'canceled', 'abandoned']),
    error: errorViewSchema.optional(),
  }),
]);
export type ExecutionEvent = z.infer<typeof executionEventSchema>;

const lineageNodeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('artifact'), artifact: artifactViewSchema }),
  z.object({ kind: z.literal('execution'), execution: executionViewSchema }),
]);

/** One row of the runs table: a pipeline run with the values worth comparing. */
export const runRowSchema = z.object({
  runId: z.string(),
  /** Says what changed against the run before ("epochs 3 -> 5"). */
  name: z.string(),
  startedMs: z.number(),
  seconds: z.number().nullable(),
  state: z.enum(['running', 'complete', 'failed', 'canceled', 'abandoned']),
  starred: z.boolean(),
  cells: z.array(z.object({ cell: z.string(), state: z.string(), executionId: z.number().int() })),
  parameters: z.record(z.string(), z.json()),
  metrics: z.record(z.string(), z.number()),
  blessed: z.boolean().nullable(),
});
export type RunRow = z.infer<typeof runRowSchema>;

/** How the metrics of one run went, by name. */
const runMetricsSchema = z.record(
  z.string(),
  z.object({ lowest: z.number(), highest: z.number(), atEpoch: z.number().nullable() }),
);
export type RunMetrics = z.infer<typeof runMetricsSchema>;

export const executionMethods = {
  'execution.get': method(z.object({ executionId: z.number().int() }), executionViewSchema),
  /** Past events of an execution, oldest first; `after` skips those already seen. */
  'execution.events': method(
    z.object({
      executionId: z.number().int(),
      after: z.number().int().optional(),
      types: z.array(z.string()).optional(),
    }),
    z.object({ events: z.array(executionEventSchema), next: z.number().int() }),
  ),
  /** Every attempt at a cell, newest first. */
  'execution.history': method(
    z.object({ cell: z.string(), limit: z.number().int().max(1000).optional() }),
    z.array(executionViewSchema),
  ),
  /** What made an artifact or execution and what was made from it, as a graph. */
  'lineage.graph': method(
    z.union([z.object({ artifactId: z.number().int() }), z.object({ executionId: z.number().int() })]),
    z.object({
      nodes: z.array(lineageNodeSchema),
      edges: z.array(
        z.object({
          executionId: z.number().int(),
          artifactId: z.number().int(),
          direction: z.enum(['input', 'output']),
          key: z.string(),
        }),
      ),
    }),
  ),
  'runs.list': method(z.object({ limit: z.number().int().max(5000).optional() }), z.array(runRowSchema)),
  /**
   * The lowest and highest values of every metric by run, and those at the end of an epoch, counted from 1: null where a
   * run had no such epoch. Metrics that know no epochs have their value at each.
   */
  'runs.metrics': method(
    z.object({ runIds: z.array(z.string()).max(5000), epoch: z.number().int().min(1).nullable() }),
    z.record(z.string(), runMetricsSchema),
  ),
  'runs.star': method(z.object({ runId: z.string(), starred: z.boolean() }), z.null()),
  'artifact.get': method(z.object({ artifactId: z.number().int() }), artifactViewSchema),
  'artifact.files': method(
    z.object({ artifactId: z.number().int() }),
    z.array(z.object({ path: z.string(), sizeBytes: z.number() })),
  ),
};
