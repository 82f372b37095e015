import { ChartNoAxesGantt, ScrollText, TriangleAlert, X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { PanelBoundary } from '../../cells/panel-boundary.tsx';
import { PanelLoading } from '../../cells/panel-loading.tsx';
import { changeView, useView } from '../../state/view-store.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import styles from './bottom-panel.module.css';
import { NotebookLog } from './notebook-log.tsx';
import { useProblems } from './problems.ts';
import { Problems } from './problems-list.tsx';

const RunsPanel = lazy(() =>
  import('../../viewers/runs/runs-panel.tsx').then((module) => ({ default: module.RunsPanel })),
);

/** What concerns the whole notebook: its log, its problems, its runs. */
export function BottomPanel() {
  const tab = useView((view) => view.bottomTab);
  const problems = useProblems().length;
  return (
    <section className={styles.root} aria-label="Bottom panel">
      <Tabs
        fill
        label="Bottom panel"
        value={tab}
        onChange={(bottomTab) => changeView({ bottomTab })}
        actions={
          <IconButton
            size="small"
            icon={X}
            label="Close the bottom panel"
            shortcut="Mod+J"
            onClick={() => changeView({ bottomOpen: false })}
          />
        }
        tabs={[
          { id: 'log', label: 'Log', icon: ScrollText, panel: <NotebookLog /> },
          {
            id: 'problems',
            label: 'Problems',
            icon: TriangleAlert,
            badge: problems > 0 && <Badge tone="danger">{problems}</Badge>,
            panel: <Problems />,
          },
          {
            id: 'runs',
            label: 'Runs',
            icon: ChartNoAxesGantt,
            panel: (
              <PanelBoundary>
                <Suspense fallback={<PanelLoading />}>
                  <RunsPanel />
                </Suspense>
              </PanelBoundary>
            ),
          },
        ]}
      />
    </section>
  );
}
