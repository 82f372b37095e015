import * as z from 'zod';
import type { ArtifactTypeName } from './artifact-types.ts';
import type { HistoryArtifact, Properties } from './component.ts';
import { localPath, type TaskArtifact } from './executor-input.ts';

/**
 * What Millrace keeps in a KFP artifact's metadata, so that the next task knows it as an artifact of a local root does.
 * KFP's metadata holds flat values, so properties are carried as JSON text.
 */
const metadataSchema = z.object({
  millrace_type: z.string(),
  millrace_id: z.coerce.number(),
  millrace_digest: z.string(),
  millrace_properties: z.string().default('{}'),
  millrace_custom_properties: z.string().default('{}'),
});

export function toMetadata(
  artifact: Omit<HistoryArtifact, 'path' | 'uri' | 'createdMs'>,
): Record<string, unknown> {
  return {
    millrace_type: artifact.type,
    millrace_id: String(artifact.id),
    millrace_digest: artifact.digest,
    millrace_properties: JSON.stringify(artifact.properties),
    millrace_custom_properties: JSON.stringify(artifact.customProperties),
  };
}

/** An artifact that another task made; undefined where that task had nothing to give (a resolver without a match). */
export function fromTaskArtifact({ uri, metadata }: TaskArtifact): HistoryArtifact | undefined {
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success) return undefined;
  const { millrace_type: type, millrace_id: id, millrace_digest: digest } = parsed.data;
  return {
    id,
    type: type as ArtifactTypeName,
    path: localPath(uri),
    uri,
    digest,
    createdMs: id,
    properties: JSON.parse(parsed.data.millrace_properties) as Properties,
    customProperties: JSON.parse(parsed.data.millrace_custom_properties) as Properties,
  };
}
