import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { callChannel } from './channels.ts';
import type { DesktopCallName } from './desktop-calls.ts';
import { judgeCall } from './judge-call.ts';
import { RateLimit } from './rate-limit.ts';

/** What each call does once it has been let through. */
export type CallHandlers = Readonly<
  Record<DesktopCallName, (...parameters: readonly string[]) => Promise<string | null | undefined>>
>;

export interface CallDoor {
  readonly engineOrigin: () => string | null;
  readonly handlers: CallHandlers;
  readonly log: (line: string) => void;
}

/** Answers the page's calls; the page learns only that a call was refused, the log learns why. */
export function answerCalls({ engineOrigin, handlers, log }: CallDoor): void {
  const rate = new RateLimit(60, 10_000);
  ipcMain.handle(callChannel, async (event, name: unknown, parameters: unknown) => {
    const judgement = judgeCall({ frame: frameOf(event), name, parameters }, engineOrigin());
    if (!judgement.allowed || !rate.admits(Date.now())) {
      const reason = judgement.allowed ? 'there are too many' : judgement.reason;
      log(`Refused a call on ${callChannel} from ${event.senderFrame?.url ?? 'nowhere'}: ${reason}`);
      throw new Error('Refused');
    }
    return handlers[judgement.name](...judgement.parameters);
  });
}

function frameOf({ senderFrame }: IpcMainInvokeEvent) {
  return senderFrame === null ? null : { url: senderFrame.url, isTop: senderFrame.parent === null };
}
