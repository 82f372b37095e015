import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { Dialog } from '../ui/dialog.tsx';
import { cellName } from './cell-name.ts';
import { CellPanel } from './cell-panel.tsx';
import type { CellTab } from './cell-tabs.ts';
import styles from './maximised-panel.module.css';
import { tabLabel } from './tab-label.ts';

export interface MaximisedPanelProps {
  readonly cell: ComponentCellView;
  readonly tab: CellTab;
  readonly onClose: () => void;
}

/** A view of a cell over the whole window. */
export function MaximisedPanel({ cell, tab, onClose }: MaximisedPanelProps) {
  return (
    <Dialog open size="full" title={`${cellName(cell)}: ${tabLabel(tab, cell)}`} onClose={onClose}>
      <div className={styles.root}>
        <CellPanel cell={cell} tab={tab} />
      </div>
    </Dialog>
  );
}
