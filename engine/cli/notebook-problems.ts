import type { ErrorView } from '../contract/error.ts';
import { CellGraph } from '../pipeline/graph.ts';
import { componentCells, type Notebook } from '../pipeline/notebook.ts';
import type { RunReport } from './run-report.ts';

/** The problems of the cells that a run would touch: the targets and what they need, or all without targets. */
export function problemsOfRun(
  notebook: Notebook,
  problems: readonly ErrorView[],
  targets: readonly string[] | undefined,
): readonly ErrorView[] {
  if (targets === undefined) return problems;
  const graph = CellGraph.of(componentCells(notebook));
  const touched = new Set(targets.flatMap((id) => [id, ...graph.ancestors(id)]));
  return problems.filter(({ location }) => location?.cell === undefined || touched.has(location.cell));
}

/** The report of a run that did not begin, because the notebook is wrong. */
export function refusedReport(notebook: string, cells: Notebook, problems: readonly ErrorView[]): RunReport {
  const failed = componentCells(cells).flatMap(({ id, component }) => {
    const error = problems.find(({ location }) => location?.cell === id);
    if (error === undefined) return [];
    return [{ id, component, state: 'failed' as const, seconds: 0, reasons: [], outputs: {}, error }];
  });
  return { notebook, runId: '', ok: false, cells: failed };
}
