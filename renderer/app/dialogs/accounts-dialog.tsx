import type { DialogView } from '../../state/view-store.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { AccountForm } from './account-form.tsx';
import styles from './accounts-dialog.module.css';

export interface AccountsDialogProps {
  readonly dialog: Extract<DialogView, { kind: 'accounts' }>;
}

/** Who one is at the places models are pushed to. */
export function AccountsDialog({ dialog }: AccountsDialogProps) {
  const services = dialog.service ? [dialog.service] : (['huggingface', 'google'] as const);
  return (
    <Dialog
      open
      title="Accounts"
      description="Secrets go to the engine, which checks and keeps them; this window cannot read them back."
      onClose={closeDialog}
    >
      <div className={styles.forms}>
        {services.map((service) => (
          <AccountForm key={service} service={service} />
        ))}
      </div>
    </Dialog>
  );
}
