import { TriangleAlert } from 'lucide-react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import styles from './cell-problems.module.css';

export interface CellProblemsProps {
  readonly cell: ComponentCellView;
}

/** What keeps the cell from running as it is written. */
export function CellProblems({ cell }: CellProblemsProps) {
  if (cell.problems.length === 0) {
    return null;
  }
  return (
    <ul className={styles.root}>
      {cell.problems.map((problem) => (
        <li key={`${problem.parameter} ${problem.input} ${problem.message}`} className={styles.problem}>
          <TriangleAlert size={14} className={styles.icon} aria-hidden="true" />
          <span>
            {problem.message}
            {problem.hint && <span className={styles.hint}> {problem.hint}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
