import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionRecord } from '../metadata/execution-query.ts';
import { outputsOf } from './cell-inputs.ts';
import { removeMarked } from './collect-garbage.ts';
import { EventLog, readEvents } from './event-log.ts';
import type { PipelineContext } from './pipeline-context.ts';

/**
 * Puts a root in order after an engine died (rule X2): executions it left running become abandoned, their workers
 * are stopped, folders that no artifact stands for are removed, and a collection is finished. Does nothing after a clean end.
 */
export async function recoverRoot(context: PipelineContext): Promise<void> {
  const { layout, store } = context;
  for (const execution of store.query.running()) {
    await abandon(context, execution);
  }
  store.runs.abandonRunning(context.nowMs());
  await removeMarked(context);
  for (const name of await readdir(layout.staging)) {
    await rm(join(layout.staging, name), { recursive: true, force: true });
  }
}

async function abandon(context: PipelineContext, execution: ExecutionRecord): Promise<void> {
  const { layout, store } = context;
  await stopOrphan(context, execution.id);
  await removeUnrecorded(context, execution);
  const endedMs = context.nowMs();
  const error = {
    code: 'abandoned',
    message: 'Millrace stopped while this cell was running',
    hint: 'Run the cell again; training goes on from its last checkpoint',
  };
  using log = new EventLog(layout.events(execution.id));
  log.append({ type: 'ended', atMs: endedMs, state: 'abandoned', error });
  store.executions.end(execution.id, {
    outcome: 'abandoned',
    endedMs,
    error,
    properties: { millrace_abandoned: 1 },
  });
}

/** Outputs that were renamed into place but not recorded before the crash. */
async function removeUnrecorded(
  { layout, store }: PipelineContext,
  execution: ExecutionRecord,
): Promise<void> {
  const recorded = Object.keys(outputsOf(store, execution.id));
  const cellFolder = join(layout.root, execution.cell);
  if (!existsSync(cellFolder)) {
    return;
  }
  for (const output of await readdir(cellFolder)) {
    if (!recorded.includes(output)) {
      await rm(join(cellFolder, output, String(execution.id)), { recursive: true, force: true });
    }
  }
}

/** A worker that is deep in native code may outlive its engine for a while. */
async function stopOrphan({ layout }: PipelineContext, executionId: number): Promise<void> {
  const { events } = await readEvents(layout.events(executionId), { types: ['started'] });
  const started = events.at(-1);
  const pid = started?.type === 'started' ? started.pid : undefined;
  if (pid !== undefined && (await isWorker(pid))) {
    process.kill(pid, 'SIGKILL');
  }
}

/** Process ids are reused: only one that runs our worker program is ours. Known on Linux only. */
async function isWorker(pid: number): Promise<boolean> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('worker-main');
  } catch {
    return false;
  }
}
