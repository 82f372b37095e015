import type { ArtifactView } from '../../contract/artifact.ts';
import type { ComponentCellView, NotebookView } from '../../contract/notebook.ts';
import type { Session } from '../../orchestrator/session.ts';
import { anomaliesPart, examplesPart, pushPart, schemaPart, statisticsPart } from './data-parts.ts';
import { evaluationPart } from './evaluation-part.ts';
import { element, type Html } from './html.ts';
import { type ReportContext, seconds, utcTime } from './report-context.ts';
import { trainingPart } from './training-part.ts';

type Part = (artifact: ArtifactView, context: ReportContext) => Promise<readonly Html[]>;

/** What is worth telling of an artifact, by its type; of the others their name and size. */
const parts: Readonly<Record<string, Part>> = {
  Examples: examplesPart,
  ExampleStatistics: statisticsPart,
  Schema: schemaPart,
  ExampleAnomalies: anomaliesPart,
  ModelEvaluation: evaluationPart,
  PushedModel: pushPart,
};

const stateWords = {
  empty: 'Not run',
  fresh: 'Fresh',
  stale: 'Stale',
  failed: 'Failed',
  cancelled: 'Cancelled',
  blocked: 'Blocked',
} as const;

/** One cell: its state and why, its parameters, and what it made. */
export async function cellSection(
  cell: ComponentCellView,
  session: Session,
  context: ReportContext,
): Promise<Html> {
  const { freshness } = cell;
  const made = await Promise.all(mainArtifacts(cell).map((artifact) => artifactPart(artifact, context)));
  return element('section', { class: freshness.state, id: cell.id }, [
    element('div', { class: 'heading' }, [
      element('h2', {}, [cell.id]),
      ...(cell.id === cell.component ? [] : [element('span', { class: 'muted' }, [cell.title])]),
      element('span', { class: `state ${freshness.state}` }, [stateWords[freshness.state]]),
      element('span', { class: 'muted' }, [whenWords(cell)]),
    ]),
    ...reasons(cell),
    parameterList(cell, session.view().runtimeParameters),
    ...(await trainingPart(cell, session)),
    ...made.flat(),
    otherOutputs(cell),
  ]);
}

function whenWords({ result }: ComponentCellView): string {
  if (result?.endedMs == null) return '';
  const reused = result.reusedFrom ? ', reused' : '';
  return `${seconds(result.endedMs - result.startedMs)} on ${utcTime(result.startedMs)}${reused}`;
}

function reasons({ freshness, problems }: ComponentCellView): readonly Html[] {
  const error = 'error' in freshness ? [element('p', { class: 'bad' }, [freshness.error.message])] : [];
  const why =
    'reasons' in freshness ? freshness.reasons.map(({ message }) => message.replaceAll('`', '')) : [];
  const told = [...new Set([...why, ...problems.map(({ message }) => message)])].join('; ');
  return told === '' ? error : [...error, element('p', { class: 'muted' }, [told])];
}

function parameterList({ parameters }: ComponentCellView, runtime: NotebookView['runtimeParameters']): Html {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return '';
  return element(
    'dl',
    { class: 'parameters' },
    entries.flatMap(([name, value]) => [
      element('dt', {}, [name]),
      element('dd', {}, [valueWords(value, runtime)]),
    ]),
  );
}

/** A runtime parameter by its value and name; what is no text as JSON. */
function valueWords(value: unknown, runtime: NotebookView['runtimeParameters']): string {
  const name = typeof value === 'object' && value !== null && 'runtime' in value ? value.runtime : undefined;
  const parameter = runtime.find((one) => one.name === name);
  if (parameter) return `${parameter.value} (runtime parameter ${parameter.name})`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function outputsOf({ result }: ComponentCellView): readonly ArtifactView[] {
  return Object.values(result?.outputs ?? {}).flat();
}

function mainArtifacts(cell: ComponentCellView): readonly ArtifactView[] {
  // Transformed examples look like the ones before them, but for what the model's preprocessing did.
  return outputsOf(cell).filter(({ type }) => type in parts && !(cell.component === 'Transform'));
}

/** A part that cannot be made, such as one whose files are gone, says so and takes nothing else down. */
async function artifactPart(artifact: ArtifactView, context: ReportContext): Promise<readonly Html[]> {
  try {
    return (await parts[artifact.type]?.(artifact, context)) ?? [];
  } catch (error) {
    context.signal.throwIfAborted();
    return [element('p', { class: 'bad' }, [error instanceof Error ? error.message : String(error)])];
  }
}

function otherOutputs(cell: ComponentCellView): Html {
  const shown = mainArtifacts(cell);
  const others = Object.entries(cell.result?.outputs ?? {}).flatMap(([key, artifacts]) =>
    artifacts
      .filter((artifact) => !shown.includes(artifact))
      .map((artifact) => `${key} (${artifact.type} ${artifact.id})`),
  );
  return others.length === 0 ? '' : element('p', { class: 'muted' }, [`Made: ${others.join(', ')}`]);
}
