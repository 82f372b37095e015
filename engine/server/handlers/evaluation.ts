import { readStoredEvaluation, type StoredEvaluation } from '../../components/evaluator/stored-evaluation.ts';
import type { ArtifactView } from '../../contract/artifact.ts';
import type { EvaluationView, evaluationMethods } from '../../contract/evaluation.ts';
import type { ModelExampleResult, StoredExampleResult } from '../../formats/evaluation/example-results.ts';
import { classLegend } from '../class-legend.ts';
import { exampleTable } from '../evaluation/example-tables.ts';
import { sliceViews } from '../evaluation/metric-rows.ts';
import { orderByCount, orderExamples } from '../evaluation/order-examples.ts';
import type { Handlers, PipelineAccess } from '../handler.ts';

/** Answers the evaluation viewer: an evaluation's numbers, and its examples one by one. */
export const evaluationHandlers = {
  'evaluation.get': async ({ artifactId }, { pipeline }) => {
    const artifact = pipeline.artifact(artifactId);
    const evaluation = await readStoredEvaluation(artifact.path);
    const inputs = artifact.producer === null ? {} : pipeline.executionInputs(artifact.producer.executionId);
    const [examples] = inputs.examples ?? [];
    return {
      artifactId,
      verdict: evaluation.verdict,
      rules: evaluation.rules,
      warnings: evaluation.summary?.warnings ?? [],
      candidateModel: modelView(inputs.model?.[0]),
      baselineModel: modelView(inputs.baseline_model?.[0]),
      slices: sliceViews(evaluation),
      confusion: confusionView(evaluation, examples),
      examplesArtifactId: examples?.id ?? null,
      split: evaluation.summary?.split ?? 'eval',
      monitoring: monitoringView(artifact, inputs.model?.[0]),
    };
  },
  'evaluation.examples': async ({ artifactId, sort, confusion, offset, limit }, { pipeline }) => {
    const table = await exampleTable(pipeline.artifact(artifactId).path);
    const rows =
      confusion === undefined
        ? orderExamples(table.rows, sort)
        : orderByCount(table.rows, await table.confused(confusion));
    return { total: rows.length, rows: rows.slice(offset, offset + limit).map(rowView) };
  },
} satisfies Handlers<typeof evaluationMethods>;

/** Legend of the classes an evaluation is about, from the Examples it read. */
export function evaluationLegend(pipeline: PipelineAccess, artifactId: number, count: number) {
  const { producer } = pipeline.artifact(artifactId);
  const [examples] = producer === null ? [] : (pipeline.executionInputs(producer.executionId).examples ?? []);
  return classLegend(examples?.customProperties, count);
}

function modelView(artifact: ArtifactView | undefined): EvaluationView['candidateModel'] {
  if (artifact === undefined) {
    return null;
  }
  const { producer } = artifact;
  return {
    artifactId: artifact.id,
    label: producer === null ? `Model ${artifact.id}` : `${producer.cell} ${producer.executionId}`,
  };
}

/** Null for an evaluation that decides about a blessing. */
function monitoringView(
  evaluation: ArtifactView,
  model: ArtifactView | undefined,
): EvaluationView['monitoring'] {
  const { degraded } = evaluation.customProperties;
  return degraded === undefined
    ? null
    : { degraded: degraded === 1, retrainCell: model?.producer?.cell ?? null };
}

function confusionView(
  { summary, slices }: StoredEvaluation,
  examples: ArtifactView | undefined,
): EvaluationView['confusion'] {
  const stored = slices[0]?.results.find(({ value }) => value.kind === 'confusion-matrix')?.value;
  const matrix = stored?.kind === 'confusion-matrix' ? stored.matrix.map((row) => [...row]) : null;
  const counts = summary?.confusion ?? (matrix && { candidate: matrix, baseline: null });
  return (
    counts && {
      classes: classLegend(examples?.customProperties, counts.candidate.length),
      candidate: counts.candidate,
      baseline: counts.baseline,
    }
  );
}

function rowView({ record, models }: StoredExampleResult) {
  return {
    record,
    candidate: finiteMetrics(models.candidate),
    baseline: models.baseline === undefined ? null : finiteMetrics(models.baseline),
  };
}

function finiteMetrics(model: Pick<ModelExampleResult, 'metrics'> | undefined): Record<string, number> {
  return Object.fromEntries(
    Object.entries(model?.metrics ?? {}).filter(([, value]) => Number.isFinite(value)),
  );
}
