import { CircleCheck, CircleX } from 'lucide-react';
import { revealCell } from '../../state/view-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { sentence } from '../../ui/sentence.ts';
import { type Problem, useProblems } from './problems.ts';
import styles from './problems-list.module.css';

/** Every problem, each leading to its cell. */
export function Problems() {
  const problems = useProblems();
  if (problems.length === 0) {
    return <EmptyState icon={CircleCheck} title="No problems" />;
  }
  return (
    <ul className={styles.root}>
      {problems.map((problem) => (
        <li key={`${problem.cell} ${problem.message}`}>
          <Row problem={problem} />
        </li>
      ))}
    </ul>
  );
}

function Row({ problem }: { readonly problem: Problem }) {
  const { cell, title, message, hint } = problem;
  return (
    <button
      type="button"
      className={styles.row}
      disabled={cell === null}
      onClick={() => cell !== null && revealCell(cell)}
    >
      <CircleX size={14} className={styles.icon} aria-hidden="true" />
      <span className={styles.title}>{title}</span>
      <span className={styles.message}>
        {hint ? sentence(message) : message}
        {hint && <span className={styles.hint}> {hint}</span>}
      </span>
    </button>
  );
}
