import type { exampleMethods } from '../../contract/examples.ts';
import { decodeExample } from '../../formats/example/decode-example.ts';
import { type FeatureValue, numbersOf } from '../../formats/example/feature-value.ts';
import { exampleStore } from '../examples/example-stores.ts';
import { groupRecords } from '../examples/groups/group-records.ts';
import { previewRecord, previewValue } from '../examples/preview-value.ts';
import { selectRecords } from '../examples/select-records.ts';
import { viewExamples } from '../examples/view-examples.ts';
import type { Handlers } from '../handler.ts';

/** Answers what viewers ask of Examples artifacts. */
export const exampleHandlers: Handlers<typeof exampleMethods> = {
  'examples.open': ({ artifactId }, { pipeline }) => viewExamples(pipeline, artifactId),

  'examples.page': async ({ artifactId, split, offset, limit, ...selection }, { pipeline }) => {
    const store = await exampleStore(pipeline, artifactId, split);
    const selected = await selectRecords(store, selection);
    const total = selected?.length ?? store.size;
    const end = Math.min(total, offset + limit);
    const numbers = selected?.slice(offset, end) ?? range(offset, end);
    const rows = [];
    for (const record of numbers) rows.push(previewRecord(record, await store.read(record)));
    return { total, rows };
  },

  'examples.groups': async ({ artifactId, split, groupBy, ...selection }, { pipeline, signal }) => {
    const store = await exampleStore(pipeline, artifactId, split);
    const { groups, order } = await groupRecords(store, groupBy, selection, signal);
    return { total: order.length, groups: [...groups] };
  },

  'examples.order': async (
    { artifactId, split, offset, limit, groupBy, ...selection },
    { pipeline, signal },
  ) => {
    const store = await exampleStore(pipeline, artifactId, split);
    const order =
      groupBy === undefined
        ? await selectRecords(store, selection)
        : (await groupRecords(store, groupBy, selection, signal)).order;
    const total = order?.length ?? store.size;
    const end = Math.min(total, offset + limit);
    return { total, rows: order === null ? range(offset, end) : Array.from(order.slice(offset, end)) };
  },

  'examples.record': async ({ artifactId, split, record }, { pipeline }) => {
    const store = await exampleStore(pipeline, artifactId, split);
    const bytes = await store.read(record);
    const features = [...decodeExample(bytes, { record })].map(([name, value]) => ({
      name,
      preview: previewValue(value),
      ...extremesOf(value),
    }));
    return { record, sizeBytes: bytes.length, features };
  },
};

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

function extremesOf(value: FeatureValue): { minimum: number | null; maximum: number | null } {
  const numbers = Array.from(numbersOf(value) ?? []).filter(Number.isFinite);
  if (numbers.length === 0) return { minimum: null, maximum: null };
  return {
    minimum: numbers.reduce((a, b) => Math.min(a, b)),
    maximum: numbers.reduce((a, b) => Math.max(a, b)),
  };
}
