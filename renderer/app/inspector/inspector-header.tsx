import type { ComponentCellView } from '../../../engine/contract/notebook.ts';
import { cellName } from '../../cells/cell-name.ts';
import { StateBadge } from '../../cells/state-badge.tsx';
import { useAppStore } from '../../state/app-store.ts';
import styles from './inspector-header.module.css';

/** The selected cell's name, what its component does, and its state. */
export function InspectorHeader({ cell }: { readonly cell: ComponentCellView }) {
  const component = useAppStore(({ components }) => components.find(({ name }) => name === cell.component));
  return (
    <header className={styles.root}>
      <div className={styles.line}>
        <h2 className={styles.title}>{cellName(cell)}</h2>
        <StateBadge cell={cell} />
      </div>
      <p className={styles.about}>{component?.summary}</p>
    </header>
  );
}
