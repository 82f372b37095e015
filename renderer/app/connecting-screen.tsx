import { Unplug } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAppStore } from '../state/app-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Spinner } from '../ui/spinner.tsx';
import styles from './connecting-screen.module.css';

const patienceMs = 400;

/** Before the engine has spoken. Shows nothing at all while that takes no longer than it should. */
export function ConnectingScreen() {
  const connection = useAppStore((state) => state.connection);
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (connection === 'incompatible') {
    return (
      <main className={styles.root}>
        <EmptyState icon={Unplug} title="The engine was updated while this window was open">
          Reload the window to go on; nothing that the engine keeps is lost.
        </EmptyState>
      </main>
    );
  }
  return (
    <main className={styles.root} aria-busy="true">
      {isLate && (
        <p className={styles.waiting}>
          <Spinner />{' '}
          {connection === 'lost' ? 'The engine does not answer; trying again' : 'Starting the engine'}
        </p>
      )}
    </main>
  );
}
