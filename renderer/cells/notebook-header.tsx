import type { NotebookView } from '../../engine/contract/notebook.ts';
import { useAppStore } from '../state/app-store.ts';
import styles from './notebook-header.module.css';
import { RuntimeParameterField } from './runtime-parameter-field.tsx';

const noParameters: NotebookView['runtimeParameters'] = [];

/** The notebook's name, what it is for, and the parameters that a run may be given from outside. */
export function NotebookHeader() {
  const name = useAppStore(({ notebook }) => notebook?.name);
  const description = useAppStore(({ notebook }) => notebook?.description);
  const parameters = useAppStore(({ notebook }) => notebook?.runtimeParameters ?? noParameters);
  return (
    <header className={styles.root}>
      <div className={styles.text}>
        <h2 className={styles.name}>{name}</h2>
        {description && <p className={styles.description}>{description}</p>}
      </div>
      {parameters.length > 0 && (
        <div className={styles.parameters}>
          {parameters.map((parameter) => (
            <RuntimeParameterField key={parameter.name} parameter={parameter} />
          ))}
        </div>
      )}
    </header>
  );
}
