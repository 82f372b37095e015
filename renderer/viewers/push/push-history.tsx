import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { ErrorView } from '../../../engine/contract/error.ts';
import type { PushRecord } from '../../../engine/contract/push.ts';
import { call } from '../../state/engine.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { refresh } from '../../state/use-query.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Table } from '../../ui/table.tsx';
import { showToast } from '../../ui/toast-manager.ts';
import viewer from '../viewer.module.css';

/** Every push of a cell, newest first; an earlier one can be made the serving one again. */
export function PushHistory({ records }: { readonly records: readonly PushRecord[] }) {
  const [asked, setAsked] = useState<PushRecord | null>(null);
  const { error, rollBack } = useRollBack();
  if (records.length < 2) {
    return error === null ? null : <ErrorPanel error={error} />;
  }
  return (
    <>
      <h4 className={viewer.heading}>History</h4>
      {error !== null && <ErrorPanel error={error} />}
      <div className={viewer.scroll}>
        <Table label="Pushes" dense>
          <thead>
            <tr>
              <th>When</th>
              <th>Version</th>
              <th>Destination</th>
              <th data-numeric>Model</th>
              <th>State</th>
              <th>
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {records.map((record) => (
              <PushLine key={record.artifactId} record={record} onRollBack={() => setAsked(record)} />
            ))}
          </tbody>
        </Table>
      </div>
      <RollBackDialog
        record={asked}
        onClose={() => setAsked(null)}
        onConfirm={(record) => {
          setAsked(null);
          void rollBack(record);
        }}
      />
    </>
  );
}

function useRollBack() {
  const [error, setError] = useState<ErrorView | null>(null);
  const rollBack = async ({ artifactId, version }: PushRecord) => {
    try {
      await call('push.rollback', { artifactId });
      setError(null);
      refresh('push.');
      showToast({ title: `${version ?? 'The earlier push'} serves again`, tone: 'success' });
    } catch (thrown) {
      setError(toErrorView(thrown));
    }
  };
  return { error, rollBack };
}

interface PushLineProps {
  readonly record: PushRecord;
  readonly onRollBack: () => void;
}

function PushLine({ record, onRollBack }: PushLineProps) {
  const { pushedMs, version, destination, reason, modelArtifactId, pushed, current } = record;
  return (
    <tr>
      <td className={viewer.nowrap}>
        <RelativeTime atMs={pushedMs} />
      </td>
      <td className={viewer.mono}>{version ?? '—'}</td>
      <td>
        <div className={viewer.clip} title={destination ?? undefined}>
          {destination ?? reason}
        </div>
      </td>
      <td data-numeric>{modelArtifactId === null ? '—' : `#${modelArtifactId}`}</td>
      <td>
        <PushState record={record} />
      </td>
      <td>
        {pushed && !current && (
          <Button size="small" variant="ghost" icon={RotateCcw} onClick={onRollBack}>
            Roll back
          </Button>
        )}
      </td>
    </tr>
  );
}

function PushState({ record: { current, pushed } }: { readonly record: PushRecord }) {
  if (current) {
    return <Badge tone="success">serving now</Badge>;
  }
  return pushed ? 'pushed' : <Badge tone="warning">not pushed</Badge>;
}

interface RollBackDialogProps {
  /** The push to serve again; null while none is asked about. */
  readonly record: PushRecord | null;
  readonly onClose: () => void;
  readonly onConfirm: (record: PushRecord) => void;
}

function RollBackDialog({ record, onClose, onConfirm }: RollBackDialogProps) {
  return (
    <Dialog
      open={record !== null}
      onClose={onClose}
      title={`Serve ${record?.version ?? 'this push'} again?`}
      size="small"
      description={`${record?.destination ?? 'The destination'} will serve this earlier version. Nothing is deleted.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={() => record !== null && onConfirm(record)}>
            Roll back
          </Button>
        </>
      }
    />
  );
}
