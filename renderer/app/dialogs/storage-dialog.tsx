import { attempt } from '../../commands/execute.ts';
import { call } from '../../state/engine.ts';
import { refresh, useQuery } from '../../state/use-query.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { showToast } from '../../ui/toast-manager.ts';

/** Removes results that nothing needs any more, after saying how much that is. */
export function StorageDialog() {
  const { data, error } = useQuery('storage.preview', {});
  const collect = () =>
    attempt(async () => {
      const { removed, sizeBytes } = await call('storage.collect', {});
      refresh('storage.');
      closeDialog();
      showToast({
        title: `Removed ${formatCount(removed)} results`,
        description: `${formatBytes(sizeBytes)} are free again`,
        tone: 'success',
      });
    });
  return (
    <Dialog
      open
      size="small"
      title="Free disk space"
      description="Kept are the results shown in notebooks, blessed and pushed models with all they were made from, and starred runs."
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button variant="danger" disabled={!data || data.artifacts === 0} onClick={() => void collect()}>
            Remove
          </Button>
        </>
      }
    >
      {error && <ErrorPanel error={error} />}
      {data && (
        <p className="tabular">
          {data.artifacts === 0
            ? 'There is nothing to remove.'
            : `${formatCount(data.artifacts)} results with ${formatBytes(data.sizeBytes)} can go.`}{' '}
          {formatCount(data.kept)} results with {formatBytes(data.keptBytes)} stay.
        </p>
      )}
    </Dialog>
  );
}
