import { classNames } from './class-names.ts';
import styles from './progress.module.css';

export interface ProgressProps {
  /** What is in progress, for screen readers. */
  readonly label: string;
  /** From 0 to 1; null while the total is unknown. */
  readonly value: number | null;
  readonly thin?: boolean;
}

/** A bar that fills, or sweeps while the total is unknown. */
export function Progress({ label, value, thin = false }: ProgressProps) {
  const percent = value === null ? null : Math.min(100, Math.max(0, value * 100));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === null ? undefined : Math.round(percent)}
      className={classNames(styles.track, thin && styles.thin)}
    >
      <div
        className={classNames(styles.bar, percent === null && styles.sweep)}
        style={percent === null ? undefined : { transform: `scaleX(${percent / 100})` }}
      />
    </div>
  );
}
