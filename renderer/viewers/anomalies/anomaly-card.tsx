import { CircleX, Images, TriangleAlert, Wrench } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { AnomaliesView, AnomalyView } from '../../../engine/contract/schema.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatCount } from '../../ui/format.ts';
import { ExamplesViewer } from '../examples/examples-viewer.tsx';
import { useAction } from '../use-action.ts';
import styles from './anomaly-card.module.css';
import { fixSchema } from './fix-schema.ts';

export interface AnomalyCardProps {
  readonly anomaly: AnomalyView;
  readonly split: string;
  readonly view: AnomaliesView;
  readonly executionId: number;
}

/** One anomaly: what it is, the records that cause it, and the fix of the schema. */
export function AnomalyCard({ anomaly, split, view, executionId }: AnomalyCardProps) {
  const { path, severity, short, description, reasons, records, recordCount, fix } = anomaly;
  const [isShowing, setShowing] = useState(false);
  const perform = useCallback(
    () => fixSchema({ artifactId: view.artifactId, executionId, split, path }),
    [view.artifactId, executionId, split, path],
  );
  const fixing = useAction(perform);
  const Icon = severity === 'error' ? CircleX : TriangleAlert;
  const canShow = records !== null && records.length > 0 && view.examplesArtifactId !== null;
  return (
    <article className={styles.card} data-severity={severity}>
      <header className={styles.header}>
        <Icon size={16} className={styles.icon} aria-label={severity} />
        <h4 className={styles.feature}>{path || 'Data set'}</h4>
        <span className={styles.short}>{short}</span>
      </header>
      <p>{description}</p>
      {reasons.length > 1 && (
        <ul className={styles.reasons}>
          {reasons.map((reason) => (
            <li key={reason.type}>{reason.description}</li>
          ))}
        </ul>
      )}
      {(canShow || fix !== null) && (
        <div className={styles.actions}>
          {canShow && (
            <Button
              size="small"
              icon={Images}
              aria-expanded={isShowing}
              onClick={() => setShowing(!isShowing)}
            >
              {isShowing ? 'Hide records' : `Show ${countRecords(recordCount ?? records.length)}`}
            </Button>
          )}
          {fix !== null && (
            <Button size="small" icon={Wrench} busy={fixing.isBusy} onClick={fixing.run}>
              {fix.label}
            </Button>
          )}
        </div>
      )}
      {fixing.error !== null && <ErrorPanel error={fixing.error} />}
      {isShowing && canShow && view.examplesArtifactId !== null && (
        <div className={styles.records}>
          <ExamplesViewer artifactId={view.examplesArtifactId} only={{ split, records }} />
        </div>
      )}
    </article>
  );
}

function countRecords(count: number): string {
  return count === 1 ? 'this record' : `these ${formatCount(count)} records`;
}
