import { Toast as Base } from '@base-ui/react/toast';
import { CircleCheck, CircleX, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './toast.module.css';
import { type ToastTone, toastManager } from './toast-manager.ts';

const icons = { info: Info, success: CircleCheck, danger: CircleX } as const;

/** Shows what `showToast` announces, in the lower right corner. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider toastManager={toastManager} limit={4}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => {
    const tone = (toast.type ?? 'info') as ToastTone;
    const Icon = icons[tone];
    return (
      <Base.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection="right">
        <Base.Content className={styles.content}>
          <Icon size={16} className={classNames(styles.icon, styles[tone])} aria-hidden="true" />
          <div className={styles.text}>
            <Base.Title className={styles.title} render={<p />} />
            <Base.Description className={styles.description} />
          </div>
          {toast.actionProps && <Base.Action className={styles.action} />}
          <Base.Close className={styles.close} aria-label="Dismiss">
            <X size={14} aria-hidden="true" />
          </Base.Close>
        </Base.Content>
      </Base.Root>
    );
  });
}
