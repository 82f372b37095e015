import * as z from 'zod';

/** The value of an ML Metadata property; structs and protos are carried as JSON. */
export const propertyValueSchema = z.union([z.string(), z.number(), z.boolean(), z.json()]);

/** An artifact as the store knows it. `uri` is a path inside the pipeline root, for display and for copying. */
export const artifactViewSchema = z.object({
  id: z.number().int(),
  type: z.string(),
  uri: z.string(),
  digest: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  state: z.enum(['unknown', 'pending', 'live', 'marked-for-deletion', 'deleted', 'abandoned', 'reference']),
  createdMs: z.number(),
  producer: z.object({ executionId: z.number().int(), cell: z.string() }).nullable(),
  properties: z.record(z.string(), propertyValueSchema),
  customProperties: z.record(z.string(), propertyValueSchema),
});
export type ArtifactView = z.infer<typeof artifactViewSchema>;
