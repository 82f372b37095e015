import { lazy, Suspense } from 'react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { useAppStore } from '../state/app-store.ts';
import { PanelLoading } from './panel-loading.tsx';
import styles from './push-preview.module.css';

const PushPlan = lazy(() =>
  import('../viewers/push/push-plan.tsx').then((module) => ({ default: module.PushPlan })),
);

export interface PushPreviewProps {
  readonly cell: ComponentCellView;
}

/** For cells that push: what a push would do now, before it does anything. */
export function PushPreview({ cell }: PushPreviewProps) {
  const isOutside = useAppStore(({ components }) =>
    components.some(({ name, effects }) => name === cell.component && effects === 'outside'),
  );
  if (!isOutside) {
    return null;
  }
  return (
    <div className={styles.root}>
      <Suspense fallback={<PanelLoading />}>
        <PushPlan cell={cell.id} />
      </Suspense>
    </div>
  );
}
