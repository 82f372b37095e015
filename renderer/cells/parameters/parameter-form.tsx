import type { ComponentCellView } from '../../../engine/contract/notebook.ts';
import { useAppStore } from '../../state/app-store.ts';
import { fieldsOf } from './field.ts';
import styles from './parameter-form.module.css';
import { ParameterRow } from './parameter-row.tsx';

export interface ParameterFormProps {
  readonly cell: ComponentCellView;
}

/** The form of a cell, made from its component's schema; two columns where there is room. */
export function ParameterForm({ cell }: ParameterFormProps) {
  const component = useAppStore(({ components }) => components.find(({ name }) => name === cell.component));
  const fields = fieldsOf(component?.parameters);
  if (fields.length === 0) {
    return <p className={styles.nothing}>This component has no parameters.</p>;
  }
  return (
    <div className={styles.root}>
      <div className={styles.fields}>
        {fields.map((field) => (
          <ParameterRow key={field.name} cell={cell} field={field} />
        ))}
      </div>
    </div>
  );
}
