import path from 'node:path';
import type { ArtifactTypeName } from '../../pipeline/artifact-types.ts';
import type { HistoryArtifact, PipelineHistory } from '../../pipeline/component.ts';

type Chosen = Readonly<Record<string, readonly HistoryArtifact[]>>;

/**
 * The newest model that a blessing blessed, and the newest such blessing (TFX's LatestBlessedModelStrategy, over the
 * whole history of the pipeline). Nothing blessed yet gives empty lists, and the first model has no baseline.
 */
export function latestBlessedModel(history: PipelineHistory): Chosen {
  const blessings = history.artifacts('ModelBlessing').filter(isBlessed);
  const blessed = new Set(blessings.map(blessedModelId));
  const model = history.artifacts('Model').find((artifact) => blessed.has(artifact.id));
  const blessing = blessings.find((artifact) => blessedModelId(artifact) === model?.id);
  return chosenModel(history, model, blessing);
}

/**
 * The model of the newest push that went out: what serves, which is not always the newest blessed one (a push may have
 * failed, or none was made).
 */
export function deployedModel(history: PipelineHistory): Chosen {
  const push = history.artifacts('PushedModel').find(({ customProperties }) => customProperties.pushed === 1);
  const modelId = push?.customProperties.model_id;
  const model = history.artifacts('Model').find((artifact) => artifact.id === modelId);
  const blessing = history
    .artifacts('ModelBlessing')
    .find((artifact) => isBlessed(artifact) && blessedModelId(artifact) === model?.id);
  return chosenModel(history, model, blessing);
}

/** The newest artifacts of each kind that the component gives out (TFX's LatestArtifactStrategy). */
export function latestArtifacts(
  history: PipelineHistory,
  outputs: Readonly<Record<string, ArtifactTypeName>>,
  count: number,
): Chosen {
  const entries = Object.entries(outputs).map(
    ([key, type]) => [key, history.artifacts(type).slice(0, count)] as const,
  );
  return Object.fromEntries(entries);
}

/**
 * Examples of the newest spans, newest first, one artifact a span: the newest version, of equals the newest made (TFX's
 * SpanRangeStrategy).
 */
export function examplesOfSpans(
  history: PipelineHistory,
  range: { readonly spans: number; readonly start?: number | undefined; readonly end?: number | undefined },
): Chosen {
  const inRange = history.artifacts('Examples').filter((artifact) => {
    const span = numberOf(artifact, 'span');
    return (
      span >= (range.start ?? Number.NEGATIVE_INFINITY) && span <= (range.end ?? Number.POSITIVE_INFINITY)
    );
  });
  const bySpan = Map.groupBy(inRange, (artifact) => numberOf(artifact, 'span'));
  const newest = [...bySpan].sort(([a], [b]) => b - a).slice(0, range.spans);
  return { examples: newest.map(([, artifacts]) => newestVersion(artifacts)) };
}

function chosenModel(
  history: PipelineHistory,
  model: HistoryArtifact | undefined,
  blessing: HistoryArtifact | undefined,
): Chosen {
  const evaluation = model && blessing ? evaluationBehind(history, blessing) : undefined;
  return { model: listOf(model), model_blessing: listOf(model && blessing), evaluation: listOf(evaluation) };
}

/** The evaluation made by the execution that made a blessing: both lie at `<cell>/<output>/<execution>`. */
function evaluationBehind(history: PipelineHistory, blessing: HistoryArtifact): HistoryArtifact | undefined {
  const execution = path.basename(blessing.path);
  const cell = path.dirname(path.dirname(blessing.path));
  return history
    .artifacts('ModelEvaluation')
    .find(
      (artifact) =>
        path.basename(artifact.path) === execution && path.dirname(path.dirname(artifact.path)) === cell,
    );
}

function newestVersion(artifacts: readonly HistoryArtifact[]): HistoryArtifact {
  return artifacts.reduce((best, artifact) =>
    numberOf(artifact, 'version') > numberOf(best, 'version') ? artifact : best,
  );
}

/** TFX puts span and version into custom properties, Millrace's own spans are declared ones; either counts. */
function numberOf({ customProperties, properties }: HistoryArtifact, key: string): number {
  return Number(customProperties[key] ?? properties[key] ?? 0);
}

function isBlessed({ customProperties }: HistoryArtifact): boolean {
  return customProperties.blessed === 1;
}

function blessedModelId({ customProperties }: HistoryArtifact): unknown {
  return customProperties.current_model_id;
}

function listOf(artifact: HistoryArtifact | undefined): readonly HistoryArtifact[] {
  return artifact === undefined ? [] : [artifact];
}
