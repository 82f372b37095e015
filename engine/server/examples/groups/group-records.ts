import type { ExampleGroup } from '../../../contract/examples.ts';
import type { RecordStore } from '../../../formats/tfrecord/record-store.ts';
import { type Selection, selectRecords } from '../select-records.ts';
import { SharedWork } from '../shared-work.ts';
import { Turns } from '../turns.ts';
import { assignGroups } from './assign-groups.ts';
import { type FeatureColumn, readColumn } from './feature-column.ts';

/** Records by group: `order` holds the records of the first group, then those of the second, and so on. */
export interface GroupedRecords {
  readonly groups: readonly ExampleGroup[];
  readonly order: Int32Array;
}

/** Columns and groupings kept of each split: one goes back and forth between a few features and filters. */
const KEPT_COLUMNS = 4;
const KEPT_GROUPINGS = 4;

interface Kept {
  readonly columns: SharedWork<FeatureColumn>;
  readonly groupings: SharedWork<GroupedRecords>;
}
const kept = new WeakMap<RecordStore, Kept>();

/**
 * The selected records by the first value of a feature, in the order of the selection within each group. Groups
 * without records are left out. Ends early when each `signal` of those who wait for it is aborted.
 *
 * @throws FormatError for damaged records
 */
export function groupRecords(
  store: RecordStore,
  groupBy: string,
  selection: Selection,
  signal: AbortSignal,
): Promise<GroupedRecords> {
  const { columns, groupings } = keptOf(store);
  return groupings.get(
    JSON.stringify([groupBy, selection]),
    async (stop) => {
      const column = await columns.get(groupBy, (last) => readColumn(store, groupBy, last), stop);
      const selected = await selectRecords(store, selection);
      const records = selected === null ? allOf(store.size) : Int32Array.from(selected);
      return sortIntoGroups(column, records, new Turns(stop));
    },
    signal,
  );
}

function keptOf(store: RecordStore): Kept {
  const known = kept.get(store);
  if (known) return known;
  const made = {
    columns: new SharedWork<FeatureColumn>(KEPT_COLUMNS),
    groupings: new SharedWork<GroupedRecords>(KEPT_GROUPINGS),
  };
  kept.set(store, made);
  return made;
}

function allOf(size: number): Int32Array {
  return new Int32Array(size).map((_, record) => record);
}

/** A counting sort, which keeps the order within each group. */
export async function sortIntoGroups(
  column: FeatureColumn,
  selected: Int32Array,
  turns: Turns,
): Promise<GroupedRecords> {
  const { groups, groupOf } = await assignGroups(column, selected, turns);
  const counts = new Uint32Array(groups.length);
  const groupAt = new Uint8Array(selected.length);
  for (const [at, record] of selected.entries()) {
    if (at % 1024 === 0 && turns.isOver) await turns.yield();
    const group = groupOf(record);
    groupAt[at] = group;
    counts[group] = (counts[group] as number) + 1;
  }
  const next = new Uint32Array(groups.length);
  for (let group = 1; group < groups.length; group += 1)
    next[group] = (next[group - 1] as number) + (counts[group - 1] as number);
  const order = new Int32Array(selected.length);
  for (const [at, record] of selected.entries()) {
    if (at % 1024 === 0 && turns.isOver) await turns.yield();
    const group = groupAt[at] as number;
    order[next[group] as number] = record;
    next[group] = (next[group] as number) + 1;
  }
  const counted = groups.map((group, at) => ({ ...group, count: counts[at] as number }) as ExampleGroup);
  return { groups: counted.filter(({ count }) => count > 0), order };
}
