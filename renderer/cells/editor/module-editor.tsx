import { CircleAlert, CircleCheck, Save } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { PanelLoading } from '../panel-loading.tsx';
import { CodeEditor } from './code-editor.tsx';
import styles from './module-editor.module.css';
import { useModule } from './use-module.ts';

export interface ModuleEditorProps {
  /** Relative to the notebook. */
  readonly path: string;
}

/** The TypeScript of a module that a cell's parameters name, checked while one types. */
export function ModuleEditor({ path }: ModuleEditorProps) {
  const module = useModule(path);
  if (module.error) {
    return (
      <div className={styles.root}>
        <ErrorPanel error={module.error} />
      </div>
    );
  }
  if (module.text === undefined) {
    return <PanelLoading />;
  }
  const count = module.diagnostics.length;
  return (
    <div className={styles.root}>
      <CodeEditor
        label={`Code of ${path}`}
        language="typescript"
        value={module.text}
        diagnostics={module.diagnostics}
        onChange={module.change}
        onSave={() => void module.save()}
        onBlur={() => void module.save()}
      />
      <footer className={styles.footer}>
        <span className={styles.state} data-problem={count > 0 || undefined}>
          {count > 0 ? (
            <CircleAlert size={13} aria-hidden="true" />
          ) : (
            <CircleCheck size={13} aria-hidden="true" />
          )}
          {count === 0 && 'No problems found'}
          {count > 0 && module.diagnostics[0] && (
            <>
              Line {module.diagnostics[0].line}: {module.diagnostics[0].message}
              {count > 1 && `, and ${count - 1} more`}
            </>
          )}
        </span>
        <Button
          size="small"
          variant="ghost"
          icon={Save}
          disabled={!module.isDirty}
          onClick={() => void module.save()}
        >
          {module.isDirty ? 'Save' : 'Saved'}
        </Button>
      </footer>
    </div>
  );
}
