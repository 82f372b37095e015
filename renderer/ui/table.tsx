import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import styles from './table.module.css';

export interface TableProps extends ComponentProps<'table'> {
  /** The accessible name. */
  readonly label: string;
  /** Tighter rows for long lists. */
  readonly dense?: boolean;
}

/**
 * The look of every table: sticky head, tabular figures, quiet rules. Write thead, tbody, th and td inside;
 * `data-numeric` on a th or td aligns it right, `data-selected` marks a tr.
 */
export function Table({ label, dense = false, className, ...rest }: TableProps) {
  return (
    <table
      aria-label={label}
      className={classNames(styles.table, dense && styles.dense, className)}
      {...rest}
    />
  );
}
