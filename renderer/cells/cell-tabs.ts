import { create } from 'zustand';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { hasExecutionViewer } from '../viewers/has-execution-viewer.ts';

/** A view of a cell's body: its form, a module's code, what an execution tells, or one of its outputs. */
export type CellTab = 'parameters' | 'execution' | `module:${string}` | `output:${string}`;

/** Tabs in sight, and those behind the menu at the end of the row. */
export interface CellTabs {
  readonly shown: readonly CellTab[];
  readonly more: readonly CellTab[];
}

const useChosenTabs = create<Readonly<Record<string, CellTab>>>(() => ({}));

/** Outputs in the row; what more a component makes is of interest to few. */
const shownOutputs = 2;

/** The tab to show: the one chosen where it still exists, else what one most likely wants to see. */
export function useCellTab(cell: ComponentCellView): CellTab {
  const chosen = useChosenTabs((tabs) => tabs[cell.id]);
  const { shown, more } = availableTabs(cell);
  return chosen && [...shown, ...more].includes(chosen) ? chosen : preferredTab(cell, shown);
}

export function chooseCellTab(cellId: string, tab: CellTab): void {
  useChosenTabs.setState({ [cellId]: tab });
}

export function availableTabs(
  cell: Pick<ComponentCellView, 'component' | 'lastExecution' | 'result' | 'modules'>,
): CellTabs {
  const outputs = Object.keys(cell.result?.outputs ?? {}).map((key): CellTab => `output:${key}`);
  const hasExecution = hasExecutionViewer(cell.component) && cell.lastExecution !== null;
  return {
    shown: [
      ...(hasExecution ? (['execution'] as const) : []),
      ...outputs.slice(0, shownOutputs),
      'parameters',
      ...cell.modules.map((module): CellTab => `module:${module}`),
    ],
    more: outputs.slice(shownOutputs),
  };
}

function preferredTab(cell: ComponentCellView, shown: readonly CellTab[]): CellTab {
  const isFailed = cell.freshness.state === 'failed' && cell.result === null;
  return isFailed ? 'parameters' : (shown[0] ?? 'parameters');
}
