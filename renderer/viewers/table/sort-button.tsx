import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './sort-button.module.css';
import { nextSort, type TableSort } from './sort-rows.ts';

export interface SortButtonProps {
  readonly id: string;
  readonly sort: TableSort | null;
  readonly onSortChange: (sort: TableSort | null) => void;
  readonly children: ReactNode;
}

/** The heading of a column that can be sorted; the th around it carries `aria-sort`. */
export function SortButton({ id, sort, onSortChange, children }: SortButtonProps) {
  const isSorted = sort?.id === id;
  return (
    <button type="button" className={styles.button} onClick={() => onSortChange(nextSort(sort, id))}>
      <span className={styles.text}>{children}</span>
      {isSorted && sort.descending && <ArrowDown size={12} aria-hidden="true" />}
      {isSorted && !sort.descending && <ArrowUp size={12} aria-hidden="true" />}
    </button>
  );
}
