import { type BrowserWindow, dialog, shell } from 'electron';
import { navigationVerdict, parseAddress } from './navigation-policy.ts';

/** Hands an address to the system's browser where the policy allows it, after a question for unknown hosts. */
export async function openExternal(window: BrowserWindow | null, address: string): Promise<void> {
  const verdict = navigationVerdict(address, null);
  const url = parseAddress(address);
  if (url === null || (verdict !== 'external' && verdict !== 'ask')) return;
  if (verdict === 'ask' && !(await isAgreed(window, url))) return;
  await shell.openExternal(url.href);
}

async function isAgreed(window: BrowserWindow | null, url: URL): Promise<boolean> {
  const question = {
    type: 'question' as const,
    message: `Open a link to ${url.host || url.pathname}?`,
    detail: url.href,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, question)
    : dialog.showMessageBox(question));
  return response === 0;
}
