import { Check, Pencil } from 'lucide-react';
import { lazy, memo, Suspense, useState } from 'react';
import type { CellView } from '../../engine/contract/notebook.ts';
import { editNotebook } from '../commands/edit-notebook.ts';
import { attempt } from '../commands/execute.ts';
import { changeView, useView } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { CellFrame } from './cell-frame.tsx';
import { CellMenu } from './cell-menu.tsx';
import styles from './note-cell.module.css';
import { noteTitle } from './note-title.ts';

type NoteView = Extract<CellView, { kind: 'note' }>;

const CodeEditor = lazy(() =>
  import('./editor/code-editor.tsx').then((module) => ({ default: module.CodeEditor })),
);
const Markdown = lazy(() => import('./markdown.tsx').then((module) => ({ default: module.Markdown })));

/** Prose between the steps. */
export const NoteCell = memo(function NoteCell({ cell }: { readonly cell: NoteView }) {
  const isEditing = useView((view) => view.editing === cell.id);
  return (
    <CellFrame id={cell.id} label={`Note: ${noteTitle(cell.text)}`} state="note">
      {isEditing ? <NoteEditor cell={cell} /> : <NoteText cell={cell} />}
    </CellFrame>
  );
});

function NoteText({ cell }: { readonly cell: NoteView }) {
  const edit = () => changeView({ editing: cell.id });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a double click is a short cut for the button beside it
    <div className={styles.note} onDoubleClick={edit}>
      <div className={styles.text}>
        {cell.text.trim() === '' ? (
          <p className={styles.empty}>An empty note. Press Enter to write.</p>
        ) : (
          <Suspense fallback={<p className={styles.plain}>{cell.text}</p>}>
            <Markdown text={cell.text} />
          </Suspense>
        )}
      </div>
      <div className={styles.actions}>
        <IconButton size="small" icon={Pencil} label="Edit note" shortcut="Enter" onClick={edit} />
        <CellMenu cell={cell} />
      </div>
    </div>
  );
}

function NoteEditor({ cell }: { readonly cell: NoteView }) {
  const [text, setText] = useState(cell.text);
  const finish = () => {
    changeView({ editing: null });
    document.getElementById(`cell-${cell.id}`)?.focus();
    if (text !== cell.text) {
      void attempt(() => editNotebook({ type: 'set-note', id: cell.id, text }));
    }
  };
  return (
    <div className={styles.editor}>
      <Suspense fallback={<pre className={styles.plain}>{text}</pre>}>
        <CodeEditor
          autoFocus
          label="Text of the note, in Markdown"
          language="markdown"
          value={text}
          onChange={setText}
          onSubmit={finish}
          onBlur={finish}
        />
      </Suspense>
      <div className={styles.footer}>
        <span className={styles.hint}>Markdown. Escape or Shift+Enter when done.</span>
        <Button size="small" icon={Check} onClick={finish}>
          Done
        </Button>
      </div>
    </div>
  );
}
