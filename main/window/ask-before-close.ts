import { type BrowserWindow, dialog } from 'electron';
import { type CloseAction, closeAction, closeQuestion } from '../policy/close-policy.ts';

/** Asks what shall become of the run that goes on. */
export async function askBeforeClose(window: BrowserWindow, label: string): Promise<CloseAction> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: closeQuestion.message(label),
    detail: closeQuestion.detail,
    buttons: [...closeQuestion.buttons],
    defaultId: 0,
    cancelId: closeQuestion.cancelId,
  });
  return closeAction(response);
}
