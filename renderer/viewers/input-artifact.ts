import type { ArtifactView } from '../../engine/contract/artifact.ts';
import type { MethodResult } from '../../engine/contract/index.ts';

/** The artifact of a type that an execution read, found in its lineage; the newest where it read several. */
export function inputArtifact(
  { nodes, edges }: MethodResult<'lineage.graph'>,
  executionId: number,
  type: string,
): ArtifactView | undefined {
  const inputs = new Set(
    edges
      .filter((edge) => edge.executionId === executionId && edge.direction === 'input')
      .map((edge) => edge.artifactId),
  );
  return nodes
    .flatMap((node) => (node.kind === 'artifact' ? [node.artifact] : []))
    .filter((artifact) => artifact.type === type && inputs.has(artifact.id))
    .sort((a, b) => b.id - a.id)[0];
}
