import { type DesktopCallName, desktopCalls, sizeLimit } from './desktop-calls.ts';

/** What is known of a call before anything of it is believed. */
export interface IncomingCall {
  /** The calling frame now, not when it was made: a page can be navigated; null once it has gone. */
  readonly frame: { readonly url: string; readonly isTop: boolean } | null;
  readonly name: unknown;
  readonly parameters: unknown;
}

export type Judgement =
  | { readonly allowed: true; readonly name: DesktopCallName; readonly parameters: readonly string[] }
  | { readonly allowed: false; readonly reason: string };

/** Decides whether a call comes from the engine's own page and is one there is. */
export function judgeCall(call: IncomingCall, engineOrigin: string | null): Judgement {
  const reason = refuseFrame(call.frame, engineOrigin);
  if (reason !== null) return { allowed: false, reason };
  if (!isCallName(call.name)) return { allowed: false, reason: 'there is no such call' };
  if (sizeOf(call.parameters) > sizeLimit(call.name)) {
    return { allowed: false, reason: 'its arguments are too long' };
  }
  const parsed = desktopCalls[call.name].safeParse(call.parameters);
  if (!parsed.success) return { allowed: false, reason: 'its arguments have another form' };
  return { allowed: true, name: call.name, parameters: parsed.data };
}

function refuseFrame(frame: IncomingCall['frame'], engineOrigin: string | null): string | null {
  if (frame === null) return 'its frame has gone';
  if (!frame.isTop) return 'it comes from a frame inside the page';
  return engineOrigin !== null && originOf(frame.url) === engineOrigin
    ? null
    : 'it comes from another origin';
}

function originOf(address: string): string | null {
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
}

function isCallName(name: unknown): name is DesktopCallName {
  return typeof name === 'string' && Object.hasOwn(desktopCalls, name);
}

/** Arguments are strings or are refused, so their lengths are their size. */
function sizeOf(parameters: unknown): number {
  if (!Array.isArray(parameters)) return 0;
  return parameters.reduce<number>((sum, each) => sum + (typeof each === 'string' ? each.length : 0), 0);
}
