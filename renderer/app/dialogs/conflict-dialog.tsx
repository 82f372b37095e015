import { useEffect, useRef } from 'react';
import { adopt } from '../../commands/edit-notebook.ts';
import { attempt } from '../../commands/execute.ts';
import { useAppStore } from '../../state/app-store.ts';
import { call } from '../../state/engine.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './conflict-dialog.module.css';
import { diffLines } from './diff-lines.ts';

export interface ConflictDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The notebook as it is on disk against the one in this window, line by line, to choose between. */
export function ConflictDialog({ open, onClose }: ConflictDialogProps) {
  const conflict = useAppStore(({ notebook }) => notebook?.conflict);
  const resolve = (keep: 'disk' | 'ours') => {
    onClose();
    void attempt(async () => adopt(await call('notebook.resolveConflict', { keep })));
  };
  return (
    <Dialog
      open={open && !!conflict}
      size="large"
      title="Which notebook to keep?"
      description="Lines with − are only on disk, lines with + only in this window."
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => resolve('disk')}>Keep the file on disk</Button>
          <Button variant="primary" onClick={() => resolve('ours')}>
            Keep what is in this window
          </Button>
        </>
      }
    >
      {conflict && <Difference disk={conflict.diskText} ours={conflict.ourText} />}
    </Dialog>
  );
}

const signs = { same: '  ', removed: '− ', added: '+ ' } as const;

/** Both texts as one, scrolled to where they begin to differ. */
function Difference({ disk, ours }: { readonly disk: string; readonly ours: string }) {
  const text = useRef<HTMLPreElement>(null);
  useEffect(() => {
    text.current
      ?.querySelector('[data-change]:not([data-change="same"])')
      ?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre ref={text} className={styles.diff} tabIndex={0}>
      {diffLines(disk, ours).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <span key={index} className={styles.line} data-change={line.change}>
          {signs[line.change]}
          {line.text}
        </span>
      ))}
    </pre>
  );
}
