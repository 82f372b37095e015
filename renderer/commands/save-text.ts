import { desktop } from '../state/desktop.ts';
import { showToast } from '../ui/toast-manager.ts';

export interface SaveTextOptions {
  readonly name: string;
  readonly text: string;
  /** A media type. */
  readonly type: string;
}

/** Saves text where the person chooses; behind the browser door, among its downloads. */
export async function saveText({ name, text, type }: SaveTextOptions): Promise<void> {
  if (desktop) {
    const path = await desktop.saveText(name, text);
    if (path !== null) {
      showToast({
        title: `Saved ${name}`,
        description: path,
        tone: 'success',
        action: { label: 'Show', onSelect: () => void desktop?.revealInFolder(path) },
      });
    }
    return;
  }
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  showToast({ title: `Saved ${name} to your downloads`, tone: 'success' });
}
