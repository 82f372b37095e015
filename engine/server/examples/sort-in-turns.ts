import { setImmediate } from 'node:timers/promises';

/** As many as are sorted or merged in a few milliseconds. */
const TURN = 8192;

/**
 * The items in order, like `toSorted`, but in turns between which the event loop goes on: sorting a million at once
 * would hold up every window for a second.
 */
export async function sortInTurns<Item>(
  items: readonly Item[],
  compare: (a: Item, b: Item) => number,
): Promise<readonly Item[]> {
  let runs: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; at += TURN) {
    runs.push(items.slice(at, at + TURN).sort(compare));
    await setImmediate();
  }
  while (runs.length > 1) {
    const merged: (readonly Item[])[] = [];
    for (let i = 0; i < runs.length; i += 2)
      merged.push(await merge(runs[i] ?? [], runs[i + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<Item>(
  a: readonly Item[],
  b: readonly Item[],
  compare: (a: Item, b: Item) => number,
): Promise<readonly Item[]> {
  const merged: Item[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const takesFirst = j >= b.length || (i < a.length && compare(a[i] as Item, b[j] as Item) <= 0);
    merged.push((takesFirst ? a[i++] : b[j++]) as Item);
    if (merged.length % TURN === 0) await setImmediate();
  }
  return merged;
}
