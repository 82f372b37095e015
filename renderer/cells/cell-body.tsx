import { Code, Ellipsis, Maximize2, SlidersHorizontal } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { changeView, useView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { type Tab, Tabs } from '../ui/tabs.tsx';
import styles from './cell-body.module.css';
import { cellName } from './cell-name.ts';
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
  const { shown, more } = availableTabs(cell);
  useEditing(cell.id, root, isNear);
  const tabs = [...shown, ...more.filter((id) => id === tab)].map(
    (id): Tab<CellTab> => ({
      id,
      label: tabLabel(id, cell),
      ...iconOf(id),
      panel: isNear && <CellPanel cell={cell} tab={id} />,
    }),
  );
  return (
    <div ref={root} className={styles.root} data-near={isNear}>
      <Tabs
        label={`Views of ${cellName(cell)}`}
        tabs={tabs}
        value={tab}
        onChange={(id) => chooseCellTab(cell.id, id)}
        actions={<Actions cell={cell} tab={tab} more={more} />}
      />
    </div>
  );
}

interface ActionsProps {
  readonly cell: ComponentCellView;
  readonly tab: CellTab;
  readonly more: readonly CellTab[];
}

function Actions({ cell, tab, more }: ActionsProps) {
  const [isMaximised, setIsMaximised] = useState(false);
  return (
    <>
      {more.length > 0 && (
        <Menu
          trigger={<IconButton size="small" icon={Ellipsis} label={`More outputs of ${cellName(cell)}`} />}
          items={more.map((id) => ({
            id,
            label: tabLabel(id, cell),
            onSelect: () => chooseCellTab(cell.id, id),
          }))}
        />
      )}
      <IconButton
        size="small"
        icon={Maximize2}
        label="Show in full size"
        onClick={() => setIsMaximised(true)}
      />
      {isMaximised && <MaximisedPanel cell={cell} tab={tab} onClose={() => setIsMaximised(false)} />}
    </>
  );
}

function iconOf(tab: CellTab): Pick<Tab<CellTab>, 'icon'> {
  if (tab === 'parameters') {
    return { icon: SlidersHorizontal };
  }
  return tab.startsWith('module:') ? { icon: Code } : {};
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
    focusFirstField(root, framesToWait);
  }, [isEditing, isDrawn, cellId, root]);
}

/** A form is drawn within a frame or two, or later while the machine trains. */
const framesToWait = 60;

function focusFirstField(root: RefObject<HTMLElement | null>, frames: number): void {
  requestAnimationFrame(() => {
    const fields = '[role="tabpanel"] :is(input, textarea, [role="combobox"]):not([tabindex="-1"])';
    const first = root.current?.querySelector<HTMLElement>(fields);
    if (first) {
      first.focus();
    } else if (frames > 0) {
      focusFirstField(root, frames - 1);
    }
  });
}
