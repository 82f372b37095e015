import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { patienceMs, SheetStore } from './sheet-store.ts';
import type { Tile, TileStore } from './tile.ts';

interface Request {
  readonly page: number;
  readonly signal: AbortSignal;
  finish(): Promise<void>;
}

/** A store whose sheets come when the test says so. */
function openStore(t: TestContext, atOnce = 1, standIn?: TileStore) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  const requests: Request[] = [];
  const closed: number[] = [];
  const store = new SheetStore({
    atOnce,
    onChange: () => undefined,
    ...(standIn && { standIn }),
    load: (page, signal) =>
      new Promise((resolve) => {
        const bitmap = { page, close: () => closed.push(page) } as unknown as ImageBitmap;
        const finish = async () => {
          resolve(bitmap);
          await Promise.resolve();
          await Promise.resolve();
        };
        requests.push({ page, signal, finish });
      }),
  });
  const frame = (...pages: number[]) => {
    const tiles = pages.map((page) => store.get(page * 1024));
    store.drawn();
    return tiles;
  };
  return { store, requests, closed, frame, wait: (ms: number) => t.mock.timers.tick(ms) };
}

test('SheetStore fetches the first sheets at once, one after the other', async (t) => {
  const { requests, frame } = openStore(t);
  frame(0, 1);
  assert.deepEqual(
    requests.map(({ page }) => page),
    [0],
  );
  await requests[0]!.finish();
  assert.notEqual(frame(0, 1)[0], null);
  assert.deepEqual(
    requests.map(({ page }) => page),
    [0, 1],
  );
});

test('SheetStore does not fetch what flies past', async (t) => {
  const { requests, frame, wait } = openStore(t);
  frame(0);
  await requests[0]!.finish();
  for (let page = 1; page < 20; page += 1) {
    frame(page);
    wait(patienceMs / 2);
  }
  assert.equal(requests.length, 1);
  frame(20);
  wait(patienceMs);
  frame(20);
  assert.equal(requests.at(-1)?.page, 20);
});

test('SheetStore gives up a sheet that went out of sight and frees it when it comes all the same', async (t) => {
  const { requests, closed, frame } = openStore(t);
  frame(0);
  frame(7);
  assert.equal(requests[0]?.signal.aborted, true);
  await requests[0]!.finish();
  assert.deepEqual(closed, [0]);
  assert.deepEqual(frame(0), [null]);
});

test('SheetStore shows a sheet in its former look until the new one is here', async (t) => {
  const { store, requests, closed, frame } = openStore(t);
  frame(0);
  await requests[0]!.finish();
  store.clear();
  assert.notEqual(frame(0)[0], null);
  assert.equal(requests.length, 2);
  assert.deepEqual(closed, []);
  await requests[1]!.finish();
  assert.deepEqual(closed, [0]);
  frame(0);
  assert.equal(requests.length, 2);
});

test('SheetStore gives single tiles of what rests in sight until its sheet is there', async (t) => {
  const single = { width: 64 } as Tile;
  const wanted: (readonly number[])[] = [];
  const standIn = { get: () => single, want: (records: readonly number[]) => wanted.push(records) };
  const { store, requests, frame } = openStore(t, 1, standIn as unknown as TileStore);
  assert.deepEqual(frame(0), [single]);
  store.want([5, 1030]);
  await requests[0]?.finish();
  store.want([5, 1030]);
  assert.deepEqual(wanted, [[5, 1030], [1030]]);
  assert.notEqual(frame(0)[0], single);
});
