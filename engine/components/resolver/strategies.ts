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
  return { model: listOf(model), model_blessing: listOf(model && blessing) };
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

function newestVersion(artifacts: readonly HistoryArtifact[]): HistoryArtifact {
  return artifacts.reduce((best, artifact) =>
    numberOf(artifact, 'version') > numberOf(best, 'version') ? artifact : best,
  );
}

/** TFX puts span and version into custom properties, Millrace's own spans are declared ones; either counts. */
function numberOf({ customProperties, properties }: HistoryArtifact, key: string): number {
  return Number(customProperties[key] ?? properties[key] ?? 0);
}

/** Whether an Evaluator blessed the model that this blessing is about. */
export function isBlessed({ customProperties }: HistoryArtifact): boolean {
  return customProperties.blessed === 1;
}

/** The id of the model that a blessing is about. */
export function blessedModelId({ customProperties }: HistoryArtifact): unknown {
  return customProperties.current_model_id;
}

/** Outputs of a resolver are lists; nothing found is an empty one. */
export function listOf(artifact: HistoryArtifact | undefined): readonly HistoryArtifact[] {
  return artifact === undefined ? [] : [artifact];
}
