import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import type { CellTab } from './cell-tabs.ts';

/** What a tab of a cell is called. */
export function tabLabel(tab: CellTab, cell: Pick<ComponentCellView, 'component'>): string {
  if (tab === 'parameters') {
    return 'Parameters';
  }
  if (tab === 'execution') {
    return cell.component === 'Tuner' ? 'Trials' : 'Training';
  }
  const name = tab.slice(tab.indexOf(':') + 1);
  return tab.startsWith('module:') ? name : words(name);
}

function words(key: string): string {
  const text = key.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
