import type { ArtifactView } from '../../contract/artifact.ts';
import type { EvaluationView } from '../../contract/evaluation.ts';
import type { ComponentCellView } from '../../contract/notebook.ts';
import { evaluationHandlers } from '../handlers/evaluation.ts';
import { exampleHandlers } from '../handlers/examples.ts';
import { element, type Html, table } from './html.ts';
import { pictureList } from './picture-list.ts';
import { figure, metricWords, type ReportContext } from './report-context.ts';

const worstShown = 6;
const verdicts = {
  blessed: 'Blessed',
  'not-blessed': 'Not blessed',
  'not-validated': 'Not validated',
} as const;

/** Verdict with its rules, metrics against the baseline, what is taken for what, and the worst examples. */
export async function evaluationPart({ id }: ArtifactView, context: ReportContext): Promise<readonly Html[]> {
  const evaluation = await evaluationHandlers['evaluation.get']({ artifactId: id }, context);
  return [
    verdict(evaluation),
    metricsTable(evaluation),
    confusionTable(evaluation),
    ...(await worstExamples(evaluation, context)),
  ];
}

/** The figures that a colleague asks for first, of the notebook's last evaluation. */
export async function evaluationFacts(
  cells: readonly ComponentCellView[],
  context: ReportContext,
): Promise<readonly (readonly [label: string, value: string])[]> {
  const artifacts = cells.flatMap(({ result }) => Object.values(result?.outputs ?? {}).flat());
  const evaluation = artifacts.findLast(({ type }) => type === 'ModelEvaluation');
  if (!evaluation) return [];
  const view = await evaluationHandlers['evaluation.get']({ artifactId: evaluation.id }, context);
  const metrics = view.slices[0]?.metrics.filter(({ subKey }) => subKey === '') ?? [];
  const wanted = metrics.filter(({ name }) => /^(accuracy|mean_io_?u|auc)$/.test(name));
  return [
    ...wanted.map(({ name, candidate }) => [metricWords(name), figure(candidate)] as const),
    ['verdict', verdicts[view.verdict]],
  ];
}

function verdict({ verdict: outcome, rules }: EvaluationView): Html {
  const tone = { blessed: 'good', 'not-blessed': 'bad', 'not-validated': 'muted' }[outcome];
  return element('div', { class: 'verdict' }, [
    element('strong', { class: tone }, [verdicts[outcome]]),
    element(
      'ul',
      { class: 'rules' },
      rules.map(({ text, slice, passes }) =>
        element('li', {}, [
          element('span', { class: passes ? 'good' : 'bad' }, [passes ? '✓ ' : '✗ ']),
          `${slice}: ${metricWords(text)}`,
        ]),
      ),
    ),
  ]);
}

function metricsTable({ slices, baselineModel, confusion }: EvaluationView): Html {
  const [overall] = slices;
  const rows = (overall?.metrics ?? []).map(({ name, subKey, candidate, baseline, difference }) => [
    subKey === '' ? metricWords(name) : `${metricWords(name)} · ${classWords(subKey, confusion)}`,
    figure(candidate),
    ...(baselineModel ? [figure(baseline), figure(difference)] : []),
  ]);
  const head = ['Metric', 'Candidate', ...(baselineModel ? ['Blessed before', 'Difference'] : [])];
  return element('div', { class: 'scroll' }, [
    table(`Metrics, ${overall?.slice ?? 'Overall'}`, head, rows, { numericFrom: 1 }),
  ]);
}

/** "class 2" by the name of the class, where it has one. */
function classWords(subKey: string, confusion: EvaluationView['confusion']): string {
  const code = /^class (\d+)$/.exec(subKey)?.[1];
  return confusion?.classes.find((entry) => String(entry.code) === code)?.name ?? subKey;
}

/** Rows are what is there, columns what the model says, as shares of the row. */
function confusionTable({ confusion }: EvaluationView): Html {
  if (!confusion) return '';
  const { classes, candidate } = confusion;
  const rows = candidate.map((counts, actual) => {
    const total = counts.reduce((sum, count) => sum + count, 0) || 1;
    const shares = counts.map((count) => heatCell(count / total));
    return [classes[actual]?.name ?? String(actual), ...shares];
  });
  const head = ['Actual, predicted as', ...classes.map(({ name }) => name)];
  return element('div', { class: 'scroll heat' }, [table('Confusion', head, rows, { numericFrom: 1 })]);
}

function heatCell(share: number): Html {
  const strength = Math.round(share * 45);
  const ground = `linear-gradient(rgb(11 114 133 / ${strength}%), rgb(11 114 133 / ${strength}%))`;
  return element('span', { style: `display: block; background: ${ground}` }, [
    `${(share * 100).toFixed(1)} %`,
  ]);
}

async function worstExamples(evaluation: EvaluationView, context: ReportContext): Promise<readonly Html[]> {
  const { artifactId, examplesArtifactId, split } = evaluation;
  if (examplesArtifactId === null) return [];
  const examples = await exampleHandlers['examples.open']({ artifactId: examplesArtifactId }, context);
  const metric = await rankingMetric(artifactId, context);
  if (examples.imageFeature === null || metric === null) return [];
  const sort = { metric, model: 'candidate', descending: false } as const;
  const { rows } = await evaluationHandlers['evaluation.examples'](
    { artifactId, sort, offset: 0, limit: worstShown },
    context,
  );
  const pictures = rows.map(({ record, candidate }) => ({
    caption: `#${record} · ${metricWords(metric)} ${figure(candidate[metric])}`,
    image: `/artifact/${examplesArtifactId}/example/${split}/${record}/${examples.imageFeature}.png?size=160`,
    mask: `/artifact/${artifactId}/prediction/candidate/${record}.png`,
  }));
  return [element('h3', {}, ['Worst predictions']), await pictureList(pictures, examples.classes, context)];
}

/** What examples are ranked by: their overlap where there is one, else how often they are right. */
async function rankingMetric(artifactId: number, context: ReportContext): Promise<string | null> {
  const { rows } = await evaluationHandlers['evaluation.examples'](
    { artifactId, offset: 0, limit: 1 },
    context,
  );
  const names = Object.keys(rows[0]?.candidate ?? {});
  const overlaps = names.filter((name) => /iou|io_u/i.test(name));
  return (
    overlaps.find((name) => name.includes('mean')) ??
    overlaps[0] ??
    names.find((name) => /accuracy/.test(name)) ??
    null
  );
}
