import { Toast } from '@base-ui/react/toast';

export type ToastTone = 'info' | 'success' | 'danger';

/** One queue for the window; kept outside React so that commands can speak. */
export const toastManager = Toast.createToastManager();

export interface ToastOptions {
  readonly title: string;
  readonly description?: string | undefined;
  readonly tone?: ToastTone;
  /** One thing to do about it, such as "Undo". */
  readonly action?: { readonly label: string; readonly onSelect: () => void };
}

/**
 * Tells something that needs no answer. Errors stay until dismissed; the rest leave after six seconds. Returns how to
 * take it away before that.
 */
export function showToast({ title, description, tone = 'info', action }: ToastOptions): () => void {
  const id: string = toastManager.add({
    title,
    description,
    type: tone,
    timeout: tone === 'danger' ? 0 : 6000,
    priority: tone === 'danger' ? 'high' : 'low',
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          toastManager.close(id);
          action.onSelect();
        },
      },
    }),
  });
  return () => toastManager.close(id);
}
