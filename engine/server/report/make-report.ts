import type { ComponentCellView, NotebookView } from '../../contract/notebook.ts';
import type { Session } from '../../orchestrator/session.ts';
import { element, type Html, page } from './html.ts';

/**
 * The notebook as one self-contained HTML file: notes, each cell's state, parameters and outputs, and the metrics and
 * verdict where there are any. No script and nothing from elsewhere, so it can be mailed and archived.
 */
export async function makeReport(session: Session): Promise<string> {
  const view = session.view();
  const cells = view.cells.map((cell) => (cell.kind === 'note' ? noteSection(cell.text) : cellSection(cell)));
  return page(view.name, [header(view), runsTable(session), ...cells]);
}

function header(view: NotebookView): Html {
  return element('header', {}, [
    element('h1', {}, [view.name]),
    element('p', { class: 'muted' }, [
      view.description ?? '',
      ` Report of ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    ]),
  ]);
}

function noteSection(text: string): Html {
  return element('section', { class: 'note' }, [element('pre', {}, [text])]);
}

function cellSection(cell: ComponentCellView): Html {
  const { freshness, result } = cell;
  const reasons = 'reasons' in freshness ? freshness.reasons.map((reason) => reason.message).join('; ') : '';
  const seconds = result?.endedMs ? `${((result.endedMs - result.startedMs) / 1000).toFixed(1)} s` : '';
  return element('section', { class: 'cell' }, [
    element('h2', {}, [cell.id, element('span', { class: `state ${freshness.state}` }, [freshness.state])]),
    element('p', { class: 'muted' }, [
      [cell.component, seconds, reasons].filter((part) => part !== '').join(' · '),
    ]),
    table(
      'Parameters',
      Object.entries(cell.parameters).map(([name, value]) => [name, plain(value)]),
    ),
    table(
      'Outputs',
      Object.entries(result?.outputs ?? {}).flatMap(([key, artifacts]) =>
        artifacts.map((artifact) => [key, `${artifact.type} ${artifact.id}`, artifact.digest ?? '']),
      ),
    ),
    ...('error' in freshness ? [element('p', { class: 'error' }, [freshness.error.message])] : []),
  ]);
}

function runsTable(session: Session): Html {
  const runs = session.reader.runs(20);
  const metrics = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].slice(0, 6);
  const rows = runs.map((run) => [
    new Date(run.startedMs).toISOString().slice(0, 16).replace('T', ' '),
    run.name,
    run.state,
    ...metrics.map((metric) => run.metrics[metric]?.toPrecision(4) ?? ''),
    run.blessed === null ? '' : run.blessed ? 'blessed' : 'not blessed',
  ]);
  return table('Runs', rows, ['Started (UTC)', 'Run', 'State', ...metrics, 'Verdict']);
}

function table(caption: string, rows: readonly (readonly string[])[], head?: readonly string[]): Html {
  if (rows.length === 0) return '';
  const cells = (tag: 'td' | 'th', row: readonly string[]): Html =>
    element(
      'tr',
      {},
      row.map((text) => element(tag, {}, [text])),
    );
  return element('table', {}, [
    element('caption', {}, [caption]),
    ...(head === undefined ? [] : [cells('th', head)]),
    ...rows.map((row) => cells('td', row)),
  ]);
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
