import { Ban, CircleCheck, Info, Plus } from 'lucide-react';
import { useState } from 'react';
import type { PushPlan as PushPlanView } from '../../../engine/contract/push.ts';
import { useAppStore } from '../../state/app-store.ts';
import { useQuery } from '../../state/use-query.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { HubTryOut } from './hub-try-out.tsx';
import { HubVersions } from './hub-versions.tsx';
import { changeCounts, orderedFiles, uploadBytes } from './plan-summary.ts';
import styles from './push-plan.module.css';

type Change = PushPlanView['files'][number]['change'];

const tones: Readonly<Record<Change, Tone>> = {
  added: 'success',
  changed: 'warning',
  unchanged: 'neutral',
  removed: 'danger',
};

/** What a push cell would do, before it does anything: where to, what is created, which files change. */
export function PushPlan({ cell }: { readonly cell: string }) {
  const [compareWith, setCompareWith] = useState<string | null>(null);
  const query = useQuery('push.plan', { cell, ...(compareWith !== null && { compareWith }) });
  const goesToHub = useAppStore(({ notebook }) =>
    notebook?.cells.some(
      ({ id, ...rest }) => id === cell && 'component' in rest && rest.component === 'HFPusher',
    ),
  );
  return (
    <QueryView query={query} waitingFor="Asking the destination what is there">
      {(plan) => (
        <div className={viewer.viewer}>
          <PlanDetails plan={plan} />
          {goesToHub && (
            <>
              <HubVersions cell={cell} compareWith={compareWith} onCompare={setCompareWith} />
              <HubTryOut cell={cell} />
            </>
          )}
        </div>
      )}
    </QueryView>
  );
}

function PlanDetails({ plan }: { readonly plan: PushPlanView }) {
  const { destination, allowed, notes, creates, files, cost } = plan;
  return (
    <section className={viewer.viewer} aria-label="Dry run of the push">
      <header className={styles.head} data-allowed={allowed}>
        {allowed ? <CircleCheck size={16} aria-hidden="true" /> : <Ban size={16} aria-hidden="true" />}
        <div>
          <h4 className={styles.title}>{allowed ? 'Would push to' : 'Would not push to'}</h4>
          <p className={styles.destination}>{destination}</p>
        </div>
      </header>
      {[...notes, ...(cost === null ? [] : [cost])].map((note) => (
        <p key={note} className={styles.note}>
          <Info size={13} aria-hidden="true" /> {note}
        </p>
      ))}
      {creates.map((created) => (
        <p key={created} className={styles.note}>
          <Plus size={13} aria-hidden="true" /> Creates {created}
        </p>
      ))}
      {files.length > 0 && <PlannedFiles files={files} />}
    </section>
  );
}

function PlannedFiles({ files }: Pick<PushPlanView, 'files'>) {
  const counts = changeCounts(files);
  return (
    <>
      <p className={styles.summary}>
        {(Object.keys(tones) as Change[])
          .filter((change) => counts[change] > 0)
          .map((change) => (
            <Badge key={change} tone={tones[change]}>
              {counts[change]} {change}
            </Badge>
          ))}
        <span className={viewer.quiet}>{formatBytes(uploadBytes(files))} to send</span>
      </p>
      <div className={viewer.scroll}>
        <Table label="Files of the push" dense>
          <thead>
            <tr>
              <th>File</th>
              <th data-numeric>Size</th>
              <th>Change</th>
            </tr>
          </thead>
          <tbody>
            {orderedFiles(files).map(({ path, sizeBytes, change }) => (
              <tr key={path} data-change={change} className={styles.file}>
                <td className={styles.path}>{path}</td>
                <td data-numeric>{formatBytes(sizeBytes)}</td>
                <td>
                  <Badge tone={tones[change]}>{change}</Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </>
  );
}
