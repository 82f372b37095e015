import type { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import styles from './code-editor.module.css';
import { createEditor, type Diagnostic, type Language, showDiagnostics } from './create-editor.ts';

export interface CodeEditorProps {
  /** The accessible name. */
  readonly label: string;
  readonly language: Language;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly diagnostics?: readonly Diagnostic[];
  readonly autoFocus?: boolean;
  readonly isReadOnly?: boolean;
  /** Escape or Shift+Enter. */
  readonly onSubmit?: () => void;
  /** Mod+S. */
  readonly onSave?: () => void;
  readonly onBlur?: () => void;
}

const noDiagnostics: readonly Diagnostic[] = [];

/** An editor for code and prose. `value` is taken when it differs from what is being typed. */
export function CodeEditor(props: CodeEditorProps) {
  const { value, diagnostics = noDiagnostics } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (!host.current) {
      return;
    }
    const { label, language, isReadOnly = false, autoFocus = false } = latest.current;
    view.current = createEditor({
      parent: host.current,
      text: latest.current.value,
      label,
      language,
      isReadOnly,
      onChange: (text) => latest.current.onChange(text),
      onSubmit: () => latest.current.onSubmit?.(),
      onSave: () => latest.current.onSave?.(),
      onBlur: () => latest.current.onBlur?.(),
    });
    if (autoFocus) {
      view.current.focus();
    }
    return () => view.current?.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);

  useEffect(() => {
    if (view.current) {
      showDiagnostics(view.current, diagnostics);
    }
  }, [diagnostics]);

  return <div ref={host} className={styles.root} data-keys="own" />;
}
