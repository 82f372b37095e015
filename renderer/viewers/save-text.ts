import { desktop } from '../state/desktop.ts';
import { showToast } from '../ui/toast-manager.ts';

/** Offers a text as a file: through the native dialog in the app, as a download in a browser. */
export async function saveText(name: string, text: string, type = 'text/plain'): Promise<void> {
  if (desktop !== null) {
    const path = await desktop.saveText(name, text);
    if (path !== null) {
      showToast({ title: `Saved ${path}`, tone: 'success' });
    }
    return;
  }
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken its reference to the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
