import { Boxes, ChartColumn, Database, type LucideIcon, NotebookPen, Rocket, Shuffle } from 'lucide-react';
import { useState } from 'react';
import type { ComponentView } from '../../../engine/contract/component.ts';
import { addCell, type NewCell } from '../../commands/add-cell.ts';
import { attempt } from '../../commands/execute.ts';
import { useAppStore } from '../../state/app-store.ts';
import { closeDialog, type DialogView } from '../../state/view-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import styles from './add-cell-dialog.module.css';

const categories: readonly {
  readonly id: ComponentView['category'];
  readonly title: string;
  readonly icon: LucideIcon;
}[] = [
  { id: 'data', title: 'Data', icon: Database },
  { id: 'transform', title: 'Transform', icon: Shuffle },
  { id: 'model', title: 'Model', icon: Boxes },
  { id: 'evaluation', title: 'Evaluation', icon: ChartColumn },
  { id: 'push', title: 'Push', icon: Rocket },
];

export interface AddCellDialogProps {
  readonly dialog: Extract<DialogView, { kind: 'add-cell' }>;
}

/** Chooses what kind of cell to add. Its inputs are wired to what fits, as far as that is plain. */
export function AddCellDialog({ dialog }: AddCellDialogProps) {
  const components = useAppStore((state) => state.components);
  const [query, setQuery] = useState('');
  const isShown = ({ name, title, summary }: ComponentView) =>
    `${name} ${title} ${summary}`.toLowerCase().includes(query.toLowerCase());
  const add = (cell: NewCell) => {
    closeDialog();
    void attempt(() => addCell(dialog.index, cell));
  };
  return (
    <Dialog open size="large" title="Add a cell" onClose={closeDialog}>
      <SearchField label="Search components" value={query} onChange={setQuery} className={styles.search} />
      {query === '' && (
        <Choice
          icon={NotebookPen}
          title="Note"
          about="Prose in Markdown between the steps"
          onClick={() => add({ kind: 'note', text: '' })}
        />
      )}
      {categories.map(({ id, title, icon }) => {
        const shown = components.filter((component) => component.category === id && isShown(component));
        return (
          shown.length > 0 && (
            <section key={id} className={styles.category}>
              <h3 className={styles.heading}>{title}</h3>
              <div className={styles.grid}>
                {shown.map(({ name, title: componentTitle, summary }) => (
                  <Choice
                    key={name}
                    icon={icon}
                    title={componentTitle}
                    about={summary}
                    onClick={() => add({ kind: 'component', component: name })}
                  />
                ))}
              </div>
            </section>
          )
        );
      })}
    </Dialog>
  );
}

interface ChoiceProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly about: string;
  readonly onClick: () => void;
}

function Choice({ icon: Icon, title, about, onClick }: ChoiceProps) {
  return (
    <button type="button" className={styles.choice} onClick={onClick}>
      <Icon size={16} className={styles.icon} aria-hidden="true" />
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        <span className={styles.about}>{about}</span>
      </span>
    </button>
  );
}
