import { TriangleAlert } from 'lucide-react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { useAppStore } from '../state/app-store.ts';
import { sentence } from '../ui/sentence.ts';
import styles from './cell-problems.module.css';
import { useCellTab } from './cell-tabs.ts';
import { unseenProblems } from './unseen-problems.ts';

export interface CellProblemsProps {
  readonly cell: ComponentCellView;
}

/** What keeps the cell from running as it is written, as far as no field in sight says it. */
export function CellProblems({ cell }: CellProblemsProps) {
  const component = useAppStore(({ components }) => components.find(({ name }) => name === cell.component));
  const problems = unseenProblems(cell.problems, component, useCellTab(cell));
  if (problems.length === 0) {
    return null;
  }
  return (
    <ul className={styles.root}>
      {problems.map((problem) => (
        <li key={`${problem.parameter} ${problem.input} ${problem.message}`} className={styles.problem}>
          <TriangleAlert size={14} className={styles.icon} aria-hidden="true" />
          <span>
            {sentence(problem.message)}
            {problem.hint && <span className={styles.hint}> {problem.hint}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
