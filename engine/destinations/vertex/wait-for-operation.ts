import { setTimeout as wait } from 'node:timers/promises';
import { toVertexError, VertexError, type VertexStep } from './vertex-error.ts';

/** The part of a client's long-running operation that waiting needs. */
export interface LongRunningOperation {
  readonly latestResponse: {
    readonly name?: string | null;
    readonly done?: boolean | null;
    readonly error?: { readonly message?: string | null } | null;
  };
  /** Polls once; rejects with the operation's error when it ended with one. Gives the result first. */
  getOperation(): Promise<unknown>;
  cancel(): Promise<unknown>;
}

/** How long-running operations are waited for. */
export interface Waiting {
  readonly signal: AbortSignal;
  /** Told before each wait, with the seconds that have passed. */
  readonly onWait?: (seconds: number) => void;
  readonly firstDelayMs?: number;
  readonly longestDelayMs?: number;
}

/**
 * Waits until an operation is done and gives its result. Aborting cancels the operation at the service, so that it does
 * not go on, and cost, unseen.
 *
 * @throws VertexError "operation-failed" with the service's words; AbortError
 */
export async function waitForOperation<Result>(
  operation: LongRunningOperation,
  options: Waiting & { readonly step: VertexStep },
): Promise<Result> {
  const { firstDelayMs = 500, longestDelayMs = 15_000 } = options;
  const startedMs = Date.now();
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(longestDelayMs, delayMs * 1.5)) {
    const result = await poll(operation, options.step);
    if (operation.latestResponse.done) return result as Result;
    options.onWait?.((Date.now() - startedMs) / 1000);
    await wait(delayMs, undefined, { signal: options.signal }).catch(async (error: unknown) => {
      await operation.cancel().catch(() => undefined);
      throw error;
    });
  }
}

async function poll(operation: LongRunningOperation, step: VertexStep): Promise<unknown> {
  try {
    const [result] = (await operation.getOperation()) as [unknown];
    return result;
  } catch (error) {
    const { done, error: failure, name } = operation.latestResponse;
    if (!done || !failure) throw toVertexError(error, step);
    throw new VertexError(
      'operation-failed',
      `Cannot ${step.action}: ${failure.message || 'the operation failed'}`,
      {
        hint: "Mend what the service's words name, then run the cell again: it continues where it stopped",
        details: `operation ${name ?? ''}`,
        cause: error,
      },
    );
  }
}
