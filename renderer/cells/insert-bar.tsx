import { NotebookPen, Plus } from 'lucide-react';
import { memo } from 'react';
import { addCell } from '../commands/add-cell.ts';
import { openAddCell } from '../commands/cell-commands.ts';
import { attempt } from '../commands/execute.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './insert-bar.module.css';

export interface InsertBarProps {
  /** Where a cell added here would stand. */
  readonly index: number;
  /** In sight without the pointer near it. */
  readonly always?: boolean;
}

/** The gap between two cells, which offers to fill itself. */
export const InsertBar = memo(function InsertBar({ index, always = false }: InsertBarProps) {
  const addNote = () => attempt(() => addCell(index, { kind: 'note', text: '' }));
  return (
    <div className={classNames(styles.bar, always && styles.always)}>
      <div className={styles.buttons}>
        <Button size="small" icon={Plus} onClick={() => openAddCell(index)}>
          Cell
        </Button>
        <Button size="small" icon={NotebookPen} onClick={() => void addNote()}>
          Note
        </Button>
      </div>
    </div>
  );
});
