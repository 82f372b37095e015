import path from 'node:path';
import type { HistoryArtifact, PipelineHistory } from '../../pipeline/component.ts';
import { blessedModelId, isBlessed, listOf } from '../resolver/strategies.ts';

/**
 * The model of the newest push that went out: what serves, which is not always the newest blessed one (a push may have
 * failed, or none was made). What the notebook itself pushed counts, since it serves all the same.
 */
export function deployedModel(history: PipelineHistory): Record<string, readonly HistoryArtifact[]> {
  const push = history
    .everything('PushedModel')
    .find(({ customProperties }) => customProperties.pushed === 1);
  const modelId = push?.customProperties.model_id;
  const model = history.everything('Model').find((artifact) => artifact.id === modelId);
  const blessing = history
    .everything('ModelBlessing')
    .find((artifact) => isBlessed(artifact) && blessedModelId(artifact) === model?.id);
  return {
    pushed_model: listOf(model && push),
    model: listOf(model),
    model_blessing: listOf(model && blessing),
    evaluation: listOf(model && blessing && evaluationBehind(history, blessing)),
  };
}

/** The evaluation made by the execution that made a blessing: both lie at `<cell>/<output>/<execution>`. */
function evaluationBehind(history: PipelineHistory, blessing: HistoryArtifact): HistoryArtifact | undefined {
  const cellOf = (artifact: HistoryArtifact) => path.dirname(path.dirname(artifact.path));
  return history
    .everything('ModelEvaluation')
    .find(
      (artifact) =>
        path.basename(artifact.path) === path.basename(blessing.path) &&
        cellOf(artifact) === cellOf(blessing),
    );
}
