import type { ExampleGroup } from '../../../contract/examples.ts';
import type { Turns } from '../turns.ts';
import { type FeatureColumn, MISSING, UNCOUNTED } from './feature-column.ts';
import { binOf, equalEdges, type NumberRange, powerEdges } from './number-bins.ts';

type NumberColumn = Extract<FeatureColumn, { kind: 'number' }>;
type TextColumn = Extract<FeatureColumn, { kind: 'text' }>;
/** Numbers of the records that are meant. */
export type Selected = ArrayLike<number>;

/** Values with a group of their own, and how many there may be before the rest is put together. */
const TOP_VALUES = 20;
const MAXIMUM_VALUES = 24;
/** Bins of equal width say little where one of them holds more than this share. */
const CROWDED = 0.5;

/** Groups still without their counts, and the group of each record. */
export interface Assignment {
  readonly groups: readonly Uncounted<ExampleGroup>[];
  readonly groupOf: (record: number) => number;
}
type Uncounted<Group> = Group extends ExampleGroup ? Omit<Group, 'count'> : never;

/**
 * Says which group each of the selected records belongs to. A few distinct values have a group each; of more texts the
 * most frequent have, and more numbers fall into bins.
 */
export function assignGroups(column: FeatureColumn, selected: Selected, turns: Turns): Promise<Assignment> {
  return column.kind === 'text'
    ? assignTexts(column, selected, turns)
    : assignNumbers(column, selected, turns);
}

/** Calls `visit` with each record, in turns. */
async function each(selected: Selected, turns: Turns, visit: (record: number) => void): Promise<void> {
  for (let at = 0; at < selected.length; at += 1) {
    // Reading the clock for each record would take longer than the work.
    if (at % 1024 === 0 && turns.isOver) await turns.yield();
    visit(selected[at] as number);
  }
}

async function assignTexts(
  { codes, texts }: TextColumn,
  selected: Selected,
  turns: Turns,
): Promise<Assignment> {
  const counts = new Uint32Array(texts.length);
  let uncounted = 0;
  await each(selected, turns, (record) => {
    const code = codes[record] as number;
    if (code >= 0) counts[code] = (counts[code] as number) + 1;
    else if (code === UNCOUNTED) uncounted += 1;
  });
  const found = Array.from(counts.keys()).filter((code) => (counts[code] as number) > 0);
  found.sort(
    (a, b) =>
      (counts[b] as number) - (counts[a] as number) || compareTexts(texts[a] as string, texts[b] as string),
  );
  const isFew = found.length <= MAXIMUM_VALUES && uncounted === 0;
  const shown = isFew ? found : found.slice(0, TOP_VALUES);
  const groupOfCode = new Int32Array(texts.length).fill(shown.length);
  for (const [group, code] of shown.entries()) groupOfCode[code] = group;
  const values = uncounted > 0 ? null : found.length - shown.length;
  return {
    groups: [
      ...shown.map((code) => ({ kind: 'value' as const, value: texts[code] as string })),
      { kind: 'other', values },
      { kind: 'missing' },
    ],
    groupOf: (record) => {
      const code = codes[record] as number;
      return code === MISSING ? shown.length + 1 : (groupOfCode[code] ?? shown.length);
    },
  };
}

async function assignNumbers(column: NumberColumn, selected: Selected, turns: Turns): Promise<Assignment> {
  const { numbers, isMissing } = column;
  const distinct = new Set<number>();
  const range = { minimum: Infinity, maximum: -Infinity, smallestPositive: Infinity };
  await each(selected, turns, (record) => {
    const value = numbers[record] as number;
    if (isMissing[record] || !Number.isFinite(value)) return;
    if (distinct.size <= MAXIMUM_VALUES) distinct.add(value);
    range.minimum = Math.min(range.minimum, value);
    range.maximum = Math.max(range.maximum, value);
    if (value > 0) range.smallestPositive = Math.min(range.smallestPositive, value);
  });
  const { groups, groupOf } =
    distinct.size <= MAXIMUM_VALUES
      ? valueGroups([...distinct].sort((a, b) => a - b))
      : binGroups(await chooseEdges(column, selected, range, turns));
  return {
    groups: [...groups, { kind: 'not-finite' }, { kind: 'missing' }],
    groupOf: (record) => {
      if (isMissing[record]) return groups.length + 1;
      const value = numbers[record] as number;
      return Number.isFinite(value) ? groupOf(value) : groups.length;
    },
  };
}

function valueGroups(values: readonly number[]) {
  const places = new Map(values.map((value, place) => [value, place]));
  return {
    groups: values.map((value) => ({ kind: 'value' as const, value })),
    groupOf: (value: number) => places.get(value) as number,
  };
}

function binGroups(edges: readonly number[]) {
  return {
    groups: edges.slice(1).map((to, at) => ({ kind: 'range' as const, from: edges[at] as number, to })),
    groupOf: (value: number) => binOf(edges, value),
  };
}

/** Powers of ten where they can be and equal widths would crowd most numbers into one bin. */
async function chooseEdges(
  { numbers, isMissing }: NumberColumn,
  selected: Selected,
  range: NumberRange,
  turns: Turns,
): Promise<readonly number[]> {
  const equal = equalEdges(range);
  const powers = powerEdges(range);
  if (powers === null) return equal;
  const counts = new Uint32Array(equal.length - 1);
  let all = 0;
  await each(selected, turns, (record) => {
    const value = numbers[record] as number;
    // Zeros have their own bin among powers, so they do not speak for them.
    if (isMissing[record] || !Number.isFinite(value) || value === 0) return;
    const bin = binOf(equal, value);
    counts[bin] = (counts[bin] as number) + 1;
    all += 1;
  });
  return Math.max(...counts) > CROWDED * all ? powers : equal;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
