import type { ExecutionEvent } from '../../engine/contract/execution.ts';
import styles from './log-lines.module.css';

export type LogLine = Extract<ExecutionEvent, { type: 'log' }> & { readonly cell?: string };

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Lines of a log, oldest first, with the time and where several cells write, the cell. */
export function LogLines({ lines }: { readonly lines: readonly LogLine[] }) {
  if (lines.length === 0) {
    return <p className={styles.nothing}>Nothing was written.</p>;
  }
  return (
    <ol className={styles.root} aria-label="Log">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end
        <li key={index} className={styles.line} data-level={line.level}>
          <time>{clock.format(line.atMs)}</time>
          {line.cell !== undefined && <span className={styles.cell}>{line.cell}</span>}
          {line.level !== 'info' && <span className={styles.level}>{line.level}</span>}
          <span className={styles.message}>{line.message}</span>
        </li>
      ))}
    </ol>
  );
}
