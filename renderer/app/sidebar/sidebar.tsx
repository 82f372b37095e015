import { ListTree, Workflow } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { PanelBoundary } from '../../cells/panel-boundary.tsx';
import { PanelLoading } from '../../cells/panel-loading.tsx';
import { changeView, useView } from '../../state/view-store.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { Outline } from './outline.tsx';
import styles from './sidebar.module.css';

const StepGraph = lazy(() => import('./step-graph.tsx').then((module) => ({ default: module.StepGraph })));

/** The notebook from above: as a list of its cells, or as the graph of what flows where. */
export function Sidebar() {
  const tab = useView((view) => view.sidebarTab);
  return (
    <aside className={styles.root} aria-label="Side bar">
      <Tabs
        fill
        label="Side bar"
        value={tab}
        onChange={(sidebarTab) => changeView({ sidebarTab })}
        tabs={[
          { id: 'outline', label: 'Outline', icon: ListTree, panel: <Outline /> },
          {
            id: 'graph',
            label: 'Graph',
            icon: Workflow,
            panel: (
              <PanelBoundary>
                <Suspense fallback={<PanelLoading />}>
                  <StepGraph />
                </Suspense>
              </PanelBoundary>
            ),
          },
        ]}
      />
    </aside>
  );
}
