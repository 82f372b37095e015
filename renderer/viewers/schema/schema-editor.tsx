import { FileText, GitCompare, Table2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ErrorView } from '../../../engine/contract/error.ts';
import type { SchemaView } from '../../../engine/contract/schema.ts';
import { call } from '../../state/engine.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatCounted } from '../../ui/format.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import viewer from '../viewer.module.css';
import { SaveSchema } from './save-schema-button.tsx';
import { SchemaDiff } from './schema-diff.tsx';
import styles from './schema-editor.module.css';
import { SchemaTable } from './schema-table.tsx';
import { SchemaText } from './schema-text.tsx';

type SchemaMode = 'table' | 'text' | 'diff';

const modes = [
  { value: 'table', label: 'Table', icon: Table2 },
  { value: 'text', label: 'Text', icon: FileText },
  { value: 'diff', label: 'Changes', icon: GitCompare },
] as const satisfies readonly { value: SchemaMode; label: string; icon: typeof Table2 }[];

/** A draft of a schema: every edit goes through the engine, which keeps comments and unknown fields. */
export function SchemaEditor({ original }: { readonly original: SchemaView }) {
  const [draft, setDraft] = useState(original);
  const [mode, setMode] = useState<SchemaMode>('table');
  const [search, setSearch] = useState('');
  const [error, setError] = useState<ErrorView | null>(null);
  const change = async (edit: Promise<SchemaView>): Promise<boolean> => {
    try {
      setDraft(await edit);
      setError(null);
      return true;
    } catch (thrown) {
      setError(toErrorView(thrown));
      return false;
    }
  };
  const { text } = draft;
  const isChanged = text !== original.text;
  return (
    <section className={viewer.viewer} aria-label="Schema">
      <div className={viewer.toolbar}>
        <SegmentedControl<SchemaMode> label="Show as" value={mode} segments={modes} onChange={setMode} />
        <span className={viewer.quiet}>{formatCounted(draft.features.length, 'feature')}</span>
        <span className={viewer.spacer} />
        {mode === 'table' && draft.features.length > 8 && (
          <SearchField
            label="Search features"
            value={search}
            onChange={setSearch}
            className={styles.search}
          />
        )}
        {isChanged && (
          <Button size="small" variant="ghost" icon={Undo2} onClick={() => setDraft(original)}>
            Discard changes
          </Button>
        )}
        <SaveSchema text={text} isChanged={isChanged} onError={setError} />
      </div>
      {error !== null && <ErrorPanel error={error} />}
      {mode === 'table' && draft.features.length === 0 && (
        <EmptyState icon={Table2} title="No features">
          The schema describes nothing yet: the data that it was inferred from had no records.
        </EmptyState>
      )}
      {mode === 'table' && draft.features.length > 0 && (
        <SchemaTable
          features={draft.features.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))}
          original={original.features}
          onEdit={(feature) => change(call('schema.editFeature', { text, feature }))}
          onRemove={(feature) => change(call('schema.removeFeature', { text, feature }))}
        />
      )}
      {mode === 'text' && (
        <SchemaText text={text} onApply={(next) => change(call('schema.parse', { text: next }))} />
      )}
      {mode === 'diff' && <SchemaDiff before={original.text} after={text} />}
    </section>
  );
}
