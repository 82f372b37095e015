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
  const [error, setError] = useState<ErrorView | null>(null);
  const rollBack = async (record: PushRecord) => {
    setAsked(null);
    try {
      await call('push.rollback', { artifactId: record.artifactId });
      setError(null);
      refresh('push.');
      showToast({ title: `${record.version ?? 'The earlier push'} serves again`, tone: 'success' });
    } catch (thrown) {
      setError(toErrorView(thrown));
    }
  };
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
              <tr key={record.artifactId}>
                <td className={viewer.nowrap}>
                  <RelativeTime atMs={record.pushedMs} />
                </td>
                <td className={viewer.mono}>{record.version ?? '—'}</td>
                <td>
                  <div className={viewer.clip} title={record.destination ?? undefined}>
                    {record.destination ?? record.reason}
                  </div>
                </td>
                <td data-numeric>{record.modelArtifactId === null ? '—' : `#${record.modelArtifactId}`}</td>
                <td>
                  {record.current ? (
                    <Badge tone="success">serving now</Badge>
                  ) : record.pushed ? (
                    'pushed'
                  ) : (
                    <Badge tone="warning">not pushed</Badge>
                  )}
                </td>
                <td>
                  {record.pushed && !record.current && (
                    <Button size="small" variant="ghost" icon={RotateCcw} onClick={() => setAsked(record)}>
                      Roll back
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <Dialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={`Serve ${asked?.version ?? 'this push'} again?`}
        size="small"
        description={`${asked?.destination ?? 'The destination'} will serve this earlier version. Nothing is deleted.`}
        footer={
          <>
            <Button onClick={() => setAsked(null)}>Cancel</Button>
            <Button variant="primary" onClick={() => asked !== null && void rollBack(asked)}>
              Roll back
            </Button>
          </>
        }
      />
    </>
  );
}
