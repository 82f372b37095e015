import { CloudOff } from 'lucide-react';
import { useQuery } from '../../state/use-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilesViewer } from '../files/files-viewer.tsx';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { PushHistory } from './push-history.tsx';
import { PushRecordCard } from './push-record-card.tsx';

/** What was pushed where, with links, and the pushes before it. */
export function PushViewer({ artifactId, cell }: { readonly artifactId: number; readonly cell: string }) {
  const query = useQuery('push.history', { cell });
  return (
    <QueryView query={query} waitingFor="Reading the push record">
      {(records) => {
        const record = records.find((candidate) => candidate.artifactId === artifactId);
        return (
          <section className={viewer.viewer} aria-label="Push">
            {record === undefined ? (
              <EmptyState icon={CloudOff} title="No record of this push">
                The artifact is there, but nothing says where it went.
              </EmptyState>
            ) : (
              <PushRecordCard record={record} />
            )}
            <PushHistory records={records} />
            {record?.pushed !== false && (
              <>
                <h4 className={viewer.heading}>Files kept with the record</h4>
                <FilesViewer artifactId={artifactId} />
              </>
            )}
          </section>
        );
      }}
    </QueryView>
  );
}
