import type { NotebookView } from '../../engine/contract/notebook.ts';
import { useAppStore } from '../state/app-store.ts';
import styles from './notebook-header.module.css';
import { RuntimeParameterField } from './runtime-parameter-field.tsx';

/** The notebook's name, what it is for, and the parameters that a run may be given from outside. */
export function NotebookHeader() {
  const notebook = useAppStore((state) => state.notebook);
  return notebook ? <Header notebook={notebook} /> : null;
}

function Header({ notebook }: { readonly notebook: NotebookView }) {
  return (
    <header className={styles.root}>
      <div className={styles.text}>
        <h2 className={styles.name}>{notebook.name}</h2>
        {notebook.description && <p className={styles.description}>{notebook.description}</p>}
      </div>
      {notebook.runtimeParameters.length > 0 && (
        <div className={styles.parameters}>
          {notebook.runtimeParameters.map((parameter) => (
            <RuntimeParameterField key={parameter.name} parameter={parameter} />
          ))}
        </div>
      )}
    </header>
  );
}
