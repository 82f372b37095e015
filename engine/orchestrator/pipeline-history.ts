import type { ArtifactRecord } from '../metadata/artifact-table.ts';
import { isPresent, locateUri } from '../metadata/locate-uri.ts';
import type { ArtifactTypeName } from '../pipeline/artifact-types.ts';
import type { HistoryArtifact, InputArtifact, PipelineHistory } from '../pipeline/component.ts';
import { dataDigest } from './cell-inputs.ts';
import type { PipelineContext } from './pipeline-context.ts';

/**
 * The past of a pipeline as a resolver sees it: live artifacts whose files are there, with and without those in
 * `current`. Those are what the notebook's own fresh cells made: a baseline must never be the candidate itself, and running an
 * unchanged notebook again must not change what is compared with what (rule S8).
 */
export function pipelineHistory(
  { store, layout }: PipelineContext,
  options: { readonly pipeline: string; readonly current: ReadonlySet<number> },
): PipelineHistory {
  const everything = (type: ArtifactTypeName): readonly HistoryArtifact[] =>
    store.artifacts
      .ofType(options.pipeline, type)
      .filter(({ uri }) => isPresent(layout.root, uri))
      .map((artifact) => ({ ...toInputArtifact(artifact, layout.root), createdMs: artifact.createdMs }));
  return {
    everything,
    artifacts: (type) => everything(type).filter(({ id }) => !options.current.has(id)),
  };
}

/** An artifact as executors get it. */
export function toInputArtifact(artifact: ArtifactRecord, root: string): InputArtifact {
  return {
    id: artifact.id,
    type: artifact.type as ArtifactTypeName,
    path: locateUri(root, artifact.uri),
    uri: artifact.uri,
    digest: dataDigest(artifact),
    properties: artifact.properties,
    customProperties: artifact.customProperties,
  };
}
