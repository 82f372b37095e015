import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowPages } from './row-pages.ts';

function pagesOver(values: readonly string[], failures = 0) {
  const asked: number[] = [];
  let left = failures;
  let changed: () => void = () => undefined;
  const pages = new RowPages<string>({
    pageSize: 2,
    onChange: () => changed(),
    load: async (offset, limit) => {
      asked.push(offset);
      if (left-- > 0) throw new Error('no connection');
      return { total: values.length, rows: values.slice(offset, offset + limit) };
    },
  });
  const nextChange = () => new Promise<void>((resolve) => (changed = resolve));
  return { pages, asked, nextChange };
}

test('RowPages fetches a page once and serves rows from it', async () => {
  const { pages, asked, nextChange } = pagesOver(['a', 'b', 'c']);
  const change = nextChange();
  pages.ensure(0, 2);
  pages.ensure(0, 1);
  await change;
  assert.deepEqual(
    [pages.total, pages.get(0), pages.get(1), pages.get(2), asked],
    [3, 'a', 'b', undefined, [0]],
  );
});

test('RowPages fetches only the pages a range touches', async () => {
  const { pages, asked } = pagesOver(['a', 'b', 'c', 'd', 'e', 'f']);
  pages.ensure(3, 5);
  assert.deepEqual(asked, [2, 4]);
});

test('RowPages keeps the error and tries again when asked again', async () => {
  const { pages, nextChange } = pagesOver(['a'], 1);
  const failed = nextChange();
  pages.ensure(0, 1);
  await failed;
  assert.match(String(pages.error), /no connection/);
  const loaded = nextChange();
  pages.ensure(0, 1);
  await loaded;
  assert.deepEqual([pages.error, pages.get(0)], [null, 'a']);
});
