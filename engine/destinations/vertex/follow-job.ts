import { setTimeout as wait } from 'node:timers/promises';
import { toVertexError, VertexError, type VertexStep } from './vertex-error.ts';

/** A job as the service describes it: custom jobs and pipeline jobs have these fields in common. */
export interface JobView {
  readonly name?: string | null;
  readonly state?: unknown;
  readonly error?: { readonly message?: string | null } | null;
}

export interface JobToFollow {
  readonly step: VertexStep;
  readonly signal: AbortSignal;
  /** Asks the service for the job. */
  readonly get: () => Promise<JobView>;
  readonly cancel: () => Promise<unknown>;
  /** Told at each look, with the state in plain words ("running"). */
  readonly onState: (state: string, seconds: number) => void | Promise<void>;
  readonly everyMs?: number;
}

const endStates = new Set(['succeeded', 'failed', 'cancelled', 'expired', 'partially succeeded']);

/**
 * Follows a job until it ends: these are not long-running operations, their state is looked at. Aborting cancels the job
 * at the service.
 *
 * @throws VertexError "operation-failed" with the service's words; AbortError
 */
export async function followJob(job: JobToFollow): Promise<JobView> {
  const startedMs = Date.now();
  for (;;) {
    const view = await look(job);
    const state = plainState(view.state);
    await job.onState(state, (Date.now() - startedMs) / 1000);
    if (endStates.has(state)) return requireSuccess(job, view, state);
    await wait(job.everyMs ?? 10_000, undefined, { signal: job.signal }).catch(async (error: unknown) => {
      await job.cancel().catch(() => undefined);
      throw error;
    });
  }
}

/** `JOB_STATE_RUNNING` and `PIPELINE_STATE_RUNNING` are both "running". */
export function plainState(state: unknown): string {
  return String(state)
    .replace(/^(JOB|PIPELINE)_STATE_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}

async function look({ get, step }: JobToFollow): Promise<JobView> {
  try {
    return await get();
  } catch (error) {
    throw toVertexError(error, step);
  }
}

function requireSuccess({ step }: JobToFollow, view: JobView, state: string): JobView {
  if (state === 'succeeded') return view;
  throw new VertexError(
    'operation-failed',
    `Cannot ${step.action}: the job ${state}${view.error?.message ? `: ${view.error.message}` : ''}`,
    {
      hint: 'The log above holds the reason; run the cell again after mending it',
      details: view.name ?? '',
    },
  );
}
