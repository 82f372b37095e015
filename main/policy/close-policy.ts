/** What the close button leads to. */
export type CloseAction = 'quit' | 'hide' | 'stop-after-epoch' | 'stop-now' | 'stay';

/** The question asked when the window is closed while a run goes on; the order of `buttons` is that of the answers. */
export const closeQuestion = {
  message: (label: string): string => `${label} is still running`,
  detail: 'What has been finished is kept in each case, and the next start goes on from it.',
  buttons: ['Keep running in the background', 'Stop after this epoch', 'Stop now', 'Cancel'],
  cancelId: 3,
} as const;

const answers: readonly CloseAction[] = ['hide', 'stop-after-epoch', 'stop-now', 'stay'];

/** Returns what an answer to the question means; an answer that is not there means to stay. */
export function closeAction(answer: number): CloseAction {
  return answers[answer] ?? 'stay';
}
