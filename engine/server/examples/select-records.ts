import type * as z from 'zod';
import type { exampleMethods } from '../../contract/examples.ts';
import { decodeFeature } from '../../formats/example/decode-example.ts';
import type { FeatureValue } from '../../formats/example/feature-value.ts';
import { scanExample } from '../../formats/example/scan-example.ts';
import type { RecordStore } from '../../formats/tfrecord/record-store.ts';
import { sortInTurns } from './sort-in-turns.ts';
import { Turns } from './turns.ts';

type PageRequest = z.output<(typeof exampleMethods)['examples.page']['params']>;
/** Which records are meant, and in which order. */
export type Selection = Pick<PageRequest, 'filter' | 'sort' | 'records'>;
type Condition = NonNullable<PageRequest['filter']>[number];
type Key = number | string | null;

/** Selections kept for paging through a filtered or sorted table. */
const MAXIMUM_KEPT = 8;
const kept = new WeakMap<RecordStore, Map<string, Promise<readonly number[]>>>();

/** Numbers of the records to show, in order; null for all of them as they lie. */
export async function selectRecords(
  store: RecordStore,
  request: Selection,
): Promise<readonly number[] | null> {
  const { filter = [], sort, records } = request;
  if (filter.length === 0 && !sort) return records ?? null;
  const selections = kept.get(store) ?? new Map<string, Promise<readonly number[]>>();
  kept.set(store, selections);
  const key = JSON.stringify([filter, sort ?? null, records ?? null]);
  const selected = selections.get(key) ?? select(store, filter, sort, records);
  selections.set(key, selected);
  selected.catch(() => selections.delete(key));
  const [oldest] = selections.keys();
  if (selections.size > MAXIMUM_KEPT && oldest !== undefined) selections.delete(oldest);
  return selected;
}

async function select(
  store: RecordStore,
  filter: readonly Condition[],
  sort: PageRequest['sort'],
  records: readonly number[] | undefined,
): Promise<readonly number[]> {
  const allowed = records ? new Set(records) : null;
  const found: { readonly record: number; readonly key: Key }[] = [];
  const turns = new Turns();
  for await (const { record, bytes } of store.scan()) {
    if (turns.isOver) await turns.yield();
    if (allowed && !allowed.has(record)) continue;
    const valueIn = reader(bytes);
    if (!filter.every((condition) => holds(condition, valueIn(condition.feature)))) continue;
    found.push({ record, key: sort ? keyOf(valueIn(sort.feature)) : null });
  }
  if (!sort) return found.map(({ record }) => record);
  const sign = sort.descending ? -1 : 1;
  const sorted = await sortInTurns(found, (a, b) => compareKeys(a.key, b.key, sign) || a.record - b.record);
  return sorted.map(({ record }) => record);
}

function reader(bytes: Uint8Array): (name: string) => FeatureValue | undefined {
  const scanned = scanExample(bytes);
  return (name) => {
    const feature = scanned.find((one) => one.name === name);
    return feature && decodeFeature(bytes, feature);
  };
}

/** The first value: what a cell of the table begins with. */
function keyOf(value: FeatureValue | undefined): Key {
  const first = value?.values[0];
  if (first === undefined) return null;
  return first instanceof Uint8Array ? Buffer.from(first).toString() : Number(first);
}

/** Missing values come last in either direction. */
function compareKeys(a: Key, b: Key, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * sign;
  return (String(a) < String(b) ? -1 : Number(String(a) > String(b))) * sign;
}

/** A condition holds for a record when it holds for any of the feature's values. */
function holds({ operator, value: wanted }: Condition, value: FeatureValue | undefined): boolean {
  if (operator === 'missing') return value === undefined;
  if (operator === 'present' || value === undefined || wanted === undefined) return value !== undefined;
  for (const one of value.values) {
    const actual = one instanceof Uint8Array ? Buffer.from(one).toString() : Number(one);
    if (compareValue(operator, actual, typeof actual === 'number' ? Number(wanted) : String(wanted)))
      return true;
  }
  return false;
}

function compareValue(
  operator: Exclude<Condition['operator'], 'missing' | 'present'>,
  actual: number | string,
  wanted: number | string,
): boolean {
  switch (operator) {
    case '=':
      return actual === wanted;
    case '!=':
      return actual !== wanted;
    case '<':
      return actual < wanted;
    case '<=':
      return actual <= wanted;
    case '>':
      return actual > wanted;
    case '>=':
      return actual >= wanted;
    case 'contains':
      return String(actual).includes(String(wanted));
  }
}
