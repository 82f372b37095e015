import { isPresent, locateUri } from '../metadata/locate-uri.ts';
import { verifyManifest } from './artifact-manifest.ts';
import { outputsOf } from './cell-inputs.ts';
import type { PipelineContext } from './pipeline-context.ts';

/**
 * Whether all outputs of an execution are live and complete, and none was found damaged (rule R2). Artifacts of other programs have no manifest:
 * for them it is enough that their folder is there.
 */
export async function verifyOutputs(
  { store, layout }: PipelineContext,
  executionId: number,
): Promise<boolean> {
  for (const artifact of Object.values(outputsOf(store, executionId)).flat()) {
    if (
      artifact.state !== 'live' ||
      store.byteChecks.isDamaged(artifact.id) ||
      !isPresent(layout.root, artifact.uri)
    ) {
      return false;
    }
    const manifest = store.artifacts.manifest(artifact.id);
    if (manifest && !(await verifyManifest(locateUri(layout.root, artifact.uri), manifest))) {
      return false;
    }
  }
  return true;
}
