import type { CellView, ComponentCellView, NotebookView } from '../../contract/notebook.ts';
import type { Session } from '../../orchestrator/session.ts';
import { cellSection } from './cell-section.ts';
import { evaluationFacts } from './evaluation-part.ts';
import { element, type Html, page, table } from './html.ts';
import { noteText } from './note-text.ts';
import { figure, metricWords, type ReportContext, utcTime } from './report-context.ts';
import { reportStyle } from './report-style.ts';

const runsShown = 20;
const metricsShown = 4;

/**
 * The notebook as one self-contained HTML file that can be mailed, printed and archived: notes, and of each cell its
 * state, parameters and what it made, with pictures, curves and the verdict. No script and nothing from elsewhere.
 */
export async function makeReport(session: Session, signal: AbortSignal): Promise<string> {
  const view = session.view();
  const context: ReportContext = { pipeline: session.reader, signal };
  const sections: Html[] = [];
  // One after the other: pictures of all cells at once would take the processor from a training.
  for (const cell of view.cells) sections.push(await section(cell, session, context));
  const runs = session.reader.runs(runsShown);
  return page(view.name, reportStyle, [
    await header(view, context),
    contents(view.cells),
    ...sections,
    runsTable(runs),
    element('footer', {}, [`Made by Millrace on ${utcTime(Date.now())} from ${view.path}`]),
  ]);
}

function section(cell: CellView, session: Session, context: ReportContext): Html | Promise<Html> {
  return cell.kind === 'note'
    ? element('section', { class: 'note' }, noteText(cell.text))
    : cellSection(cell, session, context);
}

type Run = ReturnType<Session['reader']['runs']>[number];
type Fact = readonly [label: string, value: string];

async function header(view: NotebookView, context: ReportContext): Promise<Html> {
  const steps = view.cells.filter((cell): cell is ComponentCellView => cell.kind === 'component');
  const fresh = steps.filter(({ freshness }) => freshness.state === 'fresh').length;
  const facts: readonly Fact[] = [
    ['cells are fresh', `${fresh} of ${steps.length}`],
    ...view.runtimeParameters.map(({ name, value }): Fact => [name, String(value)]),
    ...(await evaluationFacts(steps, context)),
  ];
  return element('header', {}, [
    element('h1', {}, [view.name]),
    element('p', { class: 'muted' }, [view.description ?? '']),
    element(
      'div',
      { class: 'facts' },
      facts.map(([label, value]) =>
        element('div', { class: 'fact' }, [element('b', {}, [value]), element('span', {}, [label])]),
      ),
    ),
  ]);
}

function contents(cells: readonly CellView[]): Html {
  const links = cells.flatMap(({ id, kind }) =>
    kind === 'note' ? [] : [element('li', {}, [element('a', { href: `#${id}` }, [id])])],
  );
  return element('nav', { 'aria-label': 'Cells' }, [element('ol', {}, links)]);
}

function runsTable(runs: readonly Run[]): Html {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))];
  const validated = names.filter((name) => name.startsWith('validation/'));
  const metrics = (validated.length > 0 ? validated : names).slice(0, metricsShown);
  const rows = runs.map((run) => [
    utcTime(run.startedMs),
    run.name,
    run.state,
    ...metrics.map((metric) => figure(run.metrics[metric])),
    run.blessed === null ? '' : run.blessed ? 'blessed' : 'not blessed',
  ]);
  const head = ['Started', 'Run', 'State', ...metrics.map(metricWords), 'Verdict'];
  return element('div', { class: 'scroll' }, [table('Runs', head, rows)]);
}
