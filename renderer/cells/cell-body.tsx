import { Code, Maximize2, SlidersHorizontal } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { changeView, useView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { type Tab, Tabs } from '../ui/tabs.tsx';
import styles from './cell-body.module.css';
import { CellPanel } from './cell-panel.tsx';
import { availableTabs, type CellTab, chooseCellTab, useCellTab } from './cell-tabs.ts';
import { MaximisedPanel } from './maximised-panel.tsx';
import { useHasBeenNear } from './near-viewport.ts';
import { tabLabel } from './tab-label.ts';

export interface CellBodyProps {
  readonly cell: ComponentCellView;
}

/** What one looks at in a cell, a tab each. Drawn once it comes near the visible part of the notebook. */
export function CellBody({ cell }: CellBodyProps) {
  const root = useRef<HTMLDivElement>(null);
  const isNear = useHasBeenNear(root);
  const tab = useCellTab(cell);
  const [isMaximised, setIsMaximised] = useState(false);
  useEditing(cell.id, root, isNear);
  const tabs = availableTabs(cell).map((id): Tab<CellTab> => {
    const icon = id === 'parameters' ? SlidersHorizontal : id.startsWith('module:') ? Code : undefined;
    return {
      id,
      label: tabLabel(id, cell),
      ...(icon && { icon }),
      panel: isNear && <CellPanel cell={cell} tab={id} />,
    };
  });
  return (
    <div ref={root} className={styles.root} data-near={isNear}>
      <Tabs
        label={`Views of ${cell.title}`}
        tabs={tabs}
        value={tab}
        onChange={(id) => chooseCellTab(cell.id, id)}
        actions={
          <IconButton
            size="small"
            icon={Maximize2}
            label="Show in full size"
            onClick={() => setIsMaximised(true)}
          />
        }
      />
      {isMaximised && <MaximisedPanel cell={cell} tab={tab} onClose={() => setIsMaximised(false)} />}
    </div>
  );
}

/** "Edit cell" opens the form and puts the cursor into its first field. */
function useEditing(cellId: string, root: RefObject<HTMLElement | null>, isDrawn: boolean): void {
  const isEditing = useView((view) => view.editing === cellId);
  useEffect(() => {
    if (!isEditing || !isDrawn) {
      return;
    }
    chooseCellTab(cellId, 'parameters');
    changeView({ editing: null });
    // After the form has been drawn.
    setTimeout(() => {
      root.current
        ?.querySelector<HTMLElement>('[role="tabpanel"] :is(input, button, textarea):not([tabindex="-1"])')
        ?.focus();
    });
  }, [isEditing, isDrawn, cellId, root]);
}
