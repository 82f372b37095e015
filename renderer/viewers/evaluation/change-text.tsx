import { TrendingDown, TrendingUp } from 'lucide-react';
import { formatDifference } from '../../charts/format.ts';
import styles from './change-text.module.css';
import type { MetricRow } from './metric-rows.ts';

/** A difference with whether it is for better or worse, said by icon, word and colour. */
export function ChangeText({
  difference,
  change,
}: {
  readonly difference: number | null;
  readonly change: MetricRow['change'];
}) {
  const Icon = difference === null || difference === 0 ? null : difference > 0 ? TrendingUp : TrendingDown;
  return (
    <span className={styles.change} data-change={change ?? undefined}>
      {Icon !== null && <Icon size={13} aria-hidden="true" />}
      {formatDifference(difference)}
      {(change === 'better' || change === 'worse') && <span className={styles.word}>{change}</span>}
    </span>
  );
}
