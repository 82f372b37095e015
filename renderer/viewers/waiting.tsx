import type { ReactNode } from 'react';
import { Spinner } from '../ui/spinner.tsx';
import styles from './viewer.module.css';

/** Stands where something is being fetched. */
export function Waiting({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.waiting} role="status">
      <Spinner />
      {children}…
    </div>
  );
}
