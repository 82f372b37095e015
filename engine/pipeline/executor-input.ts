import * as z from 'zod';

const artifactSchema = z.object({
  name: z.string().optional(),
  uri: z.string().default(''),
  metadata: z.record(z.string(), z.unknown()).default({}),
});
const artifactListsSchema = z
  .record(z.string(), z.object({ artifacts: z.array(artifactSchema).default([]) }))
  .default({});

/** KFP v2's ExecutorInput, in the JSON that `{{$}}` stands for, as far as a task needs it. */
export const executorInputSchema = z.object({
  inputs: z
    .object({ parameterValues: z.record(z.string(), z.json()).default({}), artifacts: artifactListsSchema })
    .default({ parameterValues: {}, artifacts: {} }),
  outputs: z.object({ artifacts: artifactListsSchema, outputFile: z.string() }),
});

export type ExecutorInput = z.output<typeof executorInputSchema>;
export type TaskArtifact = z.output<typeof artifactSchema>;

/** KFP v2's ExecutorOutput: what the task made, with metadata that the next task reads. */
export interface ExecutorOutput {
  readonly artifacts: Readonly<Record<string, { readonly artifacts: readonly TaskArtifact[] }>>;
}

/** The path at which a container sees a URI: Vertex mounts Cloud Storage below /gcs. */
export function localPath(uri: string): string {
  if (uri.startsWith('gs://')) return `/gcs/${uri.slice('gs://'.length)}`;
  return uri.startsWith('file://') ? decodeURIComponent(new URL(uri).pathname) : uri;
}
