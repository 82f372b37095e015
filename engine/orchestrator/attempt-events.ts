import type { ExecutionEvent } from '../contract/execution.ts';
import { type EventPage, readEvents } from './event-log.ts';
import type { PipelineContext } from './pipeline-context.ts';

type EpochEvent = Extract<ExecutionEvent, { readonly type: 'metrics' | 'samples' | 'checkpoint' }>;

const types = ['metrics', 'samples', 'checkpoint'];

/**
 * What an execution told of its epochs, led by what the attempts told that it went on from: each up to its last
 * checkpoint, since what came after was done again.
 */
export async function attemptEvents(
  { layout, store }: PipelineContext,
  executionId: number,
): Promise<readonly EpochEvent[]> {
  let events: readonly EpochEvent[] = [];
  for (const id of attempts(store.query, executionId)) {
    const page: EventPage = await readEvents(layout.events(id), { types });
    events = [...upToCheckpoint(events), ...page.events.filter(isEpochEvent)];
  }
  return events;
}

/** Ids of the attempts that lead to an execution, oldest first. */
function attempts(query: PipelineContext['store']['query'], executionId: number): readonly number[] {
  const ids: number[] = [];
  for (let id: number | null = executionId; id !== null; id = query.get(id).resumedFrom) {
    ids.unshift(id);
  }
  return ids;
}

function upToCheckpoint(events: readonly EpochEvent[]): readonly EpochEvent[] {
  const saved = events.findLast(({ type }) => type === 'checkpoint')?.epoch ?? 0;
  return events.filter(({ epoch = 0 }) => epoch <= saved);
}

function isEpochEvent(event: ExecutionEvent): event is EpochEvent {
  return types.includes(event.type);
}
