import { Cloud } from 'lucide-react';
import { useCloudTask } from '../state/cloud-run.ts';
import { changeView } from '../state/view-store.ts';
import styles from './cloud-badge.module.css';

/** What a run in the cloud does with a cell; opens the list of such runs. */
export function CloudBadge({ cell }: { readonly cell: string }) {
  const task = useCloudTask(cell);
  return (
    task && (
      <button
        type="button"
        className={styles.root}
        data-state={task.state}
        aria-label={`On Vertex AI Pipelines: ${task.state}`}
        onClick={() => changeView({ dialog: { kind: 'cloud' } })}
      >
        <Cloud size={12} aria-hidden="true" />
        {task.state}
      </button>
    )
  );
}
