import * as z from 'zod';
import { executionEventSchema } from './execution.ts';
import { componentCellViewSchema, notebookViewSchema } from './notebook.ts';

/** What the engine tells every open window without being asked. */
export const serverEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('notebook'), notebook: notebookViewSchema.nullable() }),
  /** One cell changed; `version` orders it against whole notebooks. */
  z.object({ type: z.literal('cell'), version: z.number().int(), cell: componentCellViewSchema }),
  z.object({
    type: z.literal('execution'),
    executionId: z.number().int(),
    cell: z.string(),
    event: executionEventSchema,
  }),
  z.object({
    type: z.literal('run-ended'),
    runId: z.string(),
    ok: z.boolean(),
    seconds: z.number(),
    message: z.string(),
  }),
]);
export type ServerEvent = z.infer<typeof serverEventSchema>;
