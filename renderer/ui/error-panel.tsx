import { ChevronRight, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErrorView } from '../../engine/contract/error.ts';
import { CopyButton } from './copy-button.tsx';
import styles from './error-panel.module.css';
import { describeLocation, errorReport } from './error-report.ts';

export interface ErrorPanelProps {
  readonly error: ErrorView;
  /** Buttons that act on it: try again, show the parameter. */
  readonly actions?: ReactNode;
}

/** An error as people need it: what happened, what to do, the rest folded away and ready to copy. */
export function ErrorPanel({ error, actions }: ErrorPanelProps) {
  const where = describeLocation(error);
  return (
    <div className={styles.root} role="alert">
      <CircleX size={16} className={styles.icon} aria-hidden="true" />
      <div className={styles.body}>
        <p className={styles.message}>{error.message}</p>
        {error.hint && <p className={styles.hint}>{error.hint}</p>}
        {where && <p className={styles.where}>{where}</p>}
        {error.details && (
          <details className={styles.details}>
            <summary>
              <ChevronRight size={12} className={styles.chevron} aria-hidden="true" />
              Details
            </summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
            <pre tabIndex={0}>{error.details}</pre>
          </details>
        )}
        <div className={styles.actions}>
          {actions}
          <CopyButton text={errorReport(error)} label="Copy details" />
        </div>
      </div>
    </div>
  );
}
