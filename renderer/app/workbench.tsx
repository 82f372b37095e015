import { useEffect } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { Notebook } from '../cells/notebook.tsx';
import { useAppStore } from '../state/app-store.ts';
import { changeView, useView } from '../state/view-store.ts';
import { Banners } from './banners.tsx';
import { BottomPanel } from './bottom/bottom-panel.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { ResizeHandle } from './resize-handle.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toolbar } from './toolbar.tsx';
import { useFollowedCloudRun } from './use-cloud-run.ts';
import { useRoomForPanels } from './use-room-for-panels.ts';
import styles from './workbench.module.css';

/** The window with a notebook open: outline, notebook, inspector, panel and status bar. */
export function Workbench() {
  const isFitted = useRoomForPanels();
  useFollowedCloudRun();
  return (
    <div className={styles.root}>
      <Toolbar />
      <Banners />
      {isFitted && <Columns />}
      <StatusBar />
      <SomethingSelected />
    </div>
  );
}

function Columns() {
  const sidebarOpen = useView((view) => view.sidebarOpen);
  const inspectorOpen = useView((view) => view.inspectorOpen);
  const panelIds = ['sidebar', 'centre', 'inspector'].filter(
    (id) => (id !== 'sidebar' || sidebarOpen) && (id !== 'inspector' || inspectorOpen),
  );
  const layout = useDefaultLayout({ id: 'millrace.columns', panelIds, storage: localStorage });
  return (
    <Group className={styles.columns} orientation="horizontal" {...layout}>
      {sidebarOpen && (
        <>
          <Panel
            id="sidebar"
            defaultSize="240px"
            minSize="180px"
            maxSize="480px"
            groupResizeBehavior="preserve-pixel-size"
          >
            <Sidebar />
          </Panel>
          <ResizeHandle label="Width of the side bar" />
        </>
      )}
      <Panel id="centre" minSize="240px">
        <Centre />
      </Panel>
      {inspectorOpen && (
        <>
          <ResizeHandle label="Width of the inspector" />
          <Panel
            id="inspector"
            defaultSize="340px"
            minSize="260px"
            maxSize="720px"
            groupResizeBehavior="preserve-pixel-size"
          >
            <Inspector />
          </Panel>
        </>
      )}
    </Group>
  );
}

/**
 * There is always a selected cell, so that every key has something to act on and the inspector something to show. Draws
 * nothing, and is a component so that a jump to another cell does not draw the whole window again.
 */
function SomethingSelected() {
  const cells = useAppStore(({ notebook }) => notebook?.cells);
  const selected = useView((view) => view.selectedCell);
  useEffect(() => {
    if (cells && !cells.some(({ id }) => id === selected)) {
      const first = cells.find(({ kind }) => kind === 'component') ?? cells[0];
      changeView({ selectedCell: first?.id ?? null });
    }
  }, [cells, selected]);
  return null;
}

function Centre() {
  const bottomOpen = useView((view) => view.bottomOpen);
  const panelIds = bottomOpen ? ['notebook', 'bottom'] : ['notebook'];
  const layout = useDefaultLayout({ id: 'millrace.rows', panelIds, storage: localStorage });
  return (
    <Group orientation="vertical" {...layout}>
      <Panel id="notebook" minSize="160px">
        <Notebook />
      </Panel>
      {bottomOpen && (
        <>
          <ResizeHandle label="Height of the bottom panel" />
          <Panel id="bottom" defaultSize="240px" minSize="120px" groupResizeBehavior="preserve-pixel-size">
            <BottomPanel />
          </Panel>
        </>
      )}
    </Group>
  );
}
