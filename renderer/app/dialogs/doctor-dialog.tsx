import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import type { DoctorCheck } from '../../../engine/contract/system.ts';
import { useQuery } from '../../state/use-query.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './doctor-dialog.module.css';
import { GpuRuntimeControl } from './gpu-runtime.tsx';

/** What Millrace needs of this machine, what it found, and how to mend what is missing. */
export function DoctorDialog() {
  const { data, error } = useQuery('system.doctor', {});
  return (
    <Dialog
      open
      isForReading
      title="This machine"
      description="The same as “millrace doctor”."
      onClose={closeDialog}
    >
      {error && <ErrorPanel error={error} />}
      {!data && !error && (
        <p className={styles.waiting}>
          <Spinner /> Looking at the machine
        </p>
      )}
      <ul className={styles.list}>
        {data?.map((check) => (
          <Check key={check.name} check={check} />
        ))}
      </ul>
      <GpuRuntimeControl />
    </Dialog>
  );
}

function Check({ check }: { readonly check: DoctorCheck }) {
  const outcome = check.ok ? 'ok' : check.optional ? 'optional' : 'missing';
  const Icon = { ok: CircleCheck, optional: CircleMinus, missing: CircleX }[outcome];
  const words = { ok: 'fine', optional: 'missing, not needed', missing: 'missing' }[outcome];
  return (
    <li className={styles.check} data-outcome={outcome}>
      <Icon size={16} className={styles.icon} aria-label={words} />
      <div>
        <p className={styles.name}>{check.name}</p>
        <p className={styles.found}>{check.found}</p>
        {!check.ok && check.mend && <p className={styles.mend}>{check.mend}</p>}
      </div>
    </li>
  );
}
