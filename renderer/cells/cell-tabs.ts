import { create } from 'zustand';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { hasExecutionViewer } from '../viewers/has-execution-viewer.ts';

/** A view of a cell's body: its form, a module's code, what an execution tells, or one of its outputs. */
export type CellTab = 'parameters' | 'execution' | `module:${string}` | `output:${string}`;

const useChosenTabs = create<Readonly<Record<string, CellTab>>>(() => ({}));

/** The tab to show: the one chosen where it still exists, else what one most likely wants to see. */
export function useCellTab(cell: ComponentCellView): CellTab {
  const chosen = useChosenTabs((tabs) => tabs[cell.id]);
  const available = availableTabs(cell);
  return chosen && available.includes(chosen) ? chosen : preferredTab(cell, available);
}

export function chooseCellTab(cellId: string, tab: CellTab): void {
  useChosenTabs.setState({ [cellId]: tab });
}

export function availableTabs(cell: ComponentCellView): readonly CellTab[] {
  return [
    ...(hasExecutionViewer(cell.component) && cell.lastExecution ? (['execution'] as const) : []),
    ...Object.keys(cell.result?.outputs ?? {}).map((key) => `output:${key}` as const),
    'parameters',
    ...cell.modules.map((module) => `module:${module}` as const),
  ];
}

function preferredTab(cell: ComponentCellView, available: readonly CellTab[]): CellTab {
  const isFailed = cell.freshness.state === 'failed' && cell.result === null;
  return isFailed ? 'parameters' : (available[0] ?? 'parameters');
}
