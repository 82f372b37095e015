import { FileDown } from 'lucide-react';
import { useState } from 'react';
import type { ExportKind, PlannedFile } from '../../../engine/contract/export.ts';
import { attempt } from '../../commands/execute.ts';
import { desktop } from '../../state/desktop.ts';
import { call } from '../../state/engine.ts';
import { useQuery } from '../../state/use-query.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatCount } from '../../ui/format.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { showToast } from '../../ui/toast-manager.ts';
import styles from './export-dialog.module.css';
import { ExportFiles } from './export-files.tsx';
import { ExportNotes } from './export-notes.tsx';

const words = {
  tfx: {
    title: 'Export to TFX',
    description:
      'A Python module that builds this pipeline with TFX 1.15 or 1.16, and runs it on this machine.',
    notes: 'Not as in the notebook, or to be written by hand',
  },
  'github-actions': {
    title: 'Add a GitHub Actions workflow',
    description:
      'Two workflows: training started by hand, and a check of each pull request that comments the metrics.',
    notes: 'Still to be done',
  },
} as const;

export interface ExportDialogProps {
  readonly dialog: { readonly export: ExportKind };
}

/** Shows what an export writes where and what it cannot say, and writes it. */
export function ExportDialog({ dialog: { export: kind } }: ExportDialogProps) {
  const { data, error } = useQuery('export.preview', { kind });
  const [replaced, setReplaced] = useState<ReadonlySet<string>>(new Set());
  const files = data?.files ?? [];
  const count = files.filter((file) => isWritten(file, replaced)).length;
  const write = () =>
    attempt(async () => {
      const { folder, written } = await call('export.write', { kind, decisions: decide(files, replaced) });
      closeDialog();
      const first = `${folder}/${written[0]}`;
      showToast({
        title: `Wrote ${countFiles(written.length)}`,
        description: folder,
        tone: 'success',
        ...(desktop &&
          kind === 'tfx' && {
            action: { label: 'Show', onSelect: () => void desktop?.revealInFolder(first) },
          }),
      });
    });
  return (
    <Dialog
      open
      size="large"
      title={words[kind].title}
      description={words[kind].description}
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button variant="primary" icon={FileDown} disabled={count === 0} onClick={() => void write()}>
            {count === 0 ? 'Nothing to write' : `Write ${countFiles(count)}`}
          </Button>
        </>
      }
    >
      {error && <ErrorPanel error={error} />}
      {!data && !error && <Spinner />}
      {data && (
        <div className={styles.sections}>
          <ExportFiles folder={data.folder} files={files} replaced={replaced} onReplace={setReplaced} />
          <ExportNotes title={words[kind].notes} notes={data.notes} />
        </div>
      )}
    </Dialog>
  );
}

function isWritten({ path, state }: PlannedFile, replaced: ReadonlySet<string>): boolean {
  return state === 'new' || (state === 'differs' && replaced.has(path));
}

/** What the person has seen to differ is decided about; what differs only since then is not. */
function decide(
  files: readonly PlannedFile[],
  replaced: ReadonlySet<string>,
): Record<string, 'replace' | 'keep'> {
  const differing = files.filter(({ state }) => state === 'differs');
  return Object.fromEntries(differing.map(({ path }) => [path, replaced.has(path) ? 'replace' : 'keep']));
}

function countFiles(count: number): string {
  return count === 1 ? '1 file' : `${formatCount(count)} files`;
}
