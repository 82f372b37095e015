import { existsSync } from 'node:fs';
import type { ExecutionRecord } from '../metadata/execution-query.ts';
import { readEvents } from './event-log.ts';
import type { RootLayout } from './root-layout.ts';

/** "Resume from epoch 7" when an attempt that was stopped left checkpoints; undefined otherwise (rule C3). */
export async function findResumePoint(
  layout: RootLayout,
  { id, cell, key, outcome }: ExecutionRecord,
): Promise<string | undefined> {
  const stopped = outcome === 'canceled' || outcome === 'abandoned' || outcome === 'failed';
  if (!stopped || key === null || !existsSync(layout.state(cell, key))) {
    return undefined;
  }
  const { events } = await readEvents(layout.events(id), { types: ['checkpoint'] });
  const last = events.at(-1);
  return last?.type === 'checkpoint' ? `Resume from epoch ${last.epoch + 1}` : undefined;
}
