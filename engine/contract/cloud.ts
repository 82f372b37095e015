import * as z from 'zod';
import { method } from './method.ts';

const placeSchema = z.object({
  project: z.string(),
  region: z.string(),
  /** The container image built from the exported Dockerfile. */
  image: z.string().min(1),
  /** `gs://…` folder that artifacts are written to. */
  pipelineRoot: z.string().regex(/^gs:\/\//, 'must be a Cloud Storage folder'),
});

/** A run of the whole notebook on Vertex AI Pipelines. */
export const cloudJobSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  /** The service's word for it: "pending", "running", "succeeded", "failed", "cancelled". */
  state: z.string(),
  error: z.string().nullable(),
  /** `cell` is null for a task of a cell that the notebook no longer has. */
  tasks: z.array(z.object({ name: z.string(), state: z.string(), cell: z.string().nullable() })),
  consoleUrl: z.string(),
  submittedMs: z.number(),
});
export type CloudJob = z.infer<typeof cloudJobSchema>;

export const cloudMethods = {
  /** Runs submitted from this pipeline root, newest first, as the service describes them now. */
  'cloud.jobs': method(
    z.object({}),
    z.object({ jobs: z.array(cloudJobSchema), lastPlace: placeSchema.nullable() }),
  ),
  'cloud.submit': method(placeSchema, cloudJobSchema),
  'cloud.cancel': method(z.object({ name: z.string() }), z.null()),
};
