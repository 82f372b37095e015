import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DrawingQueue } from './drawing-queue.ts';

/** Drawings that end when told, and the order in which they began. */
function studio() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const make = (name: string) => () => {
    begun.push(name);
    return new Promise<Uint8Array>((resolve) => ends.set(name, () => resolve(Buffer.from(name))));
  };
  return { begun, make, end: (name: string) => ends.get(name)?.() };
}

const { signal } = new AbortController();

test('DrawingQueue draws some at a time, the one asked for last first', async () => {
  const { begun, make, end } = studio();
  const queue = new DrawingQueue(1);
  const asked = ['a', 'b', 'c'].map((name) => queue.draw(name, make(name), signal));
  assert.deepEqual(begun, ['a']);
  end('a');
  await asked[0];
  await Promise.resolve();
  assert.deepEqual(begun, ['a', 'c']);
  end('c');
  await asked[2];
  end('b');
  await asked[1];
  assert.deepEqual(begun, ['a', 'c', 'b']);
});

test('DrawingQueue draws once for all who ask, and hands on a failure', async () => {
  const { begun, make, end } = studio();
  const queue = new DrawingQueue(2);
  const asked = [queue.draw('a', make('a'), signal), queue.draw('a', make('a'), signal)];
  end('a');
  assert.deepEqual(await Promise.all(asked), [Buffer.from('a'), Buffer.from('a')]);
  assert.deepEqual(begun, ['a']);
  await assert.rejects(
    queue.draw('b', () => Promise.reject(new Error('no ink')), signal),
    /no ink/,
  );
});

test('DrawingQueue does not begin what nobody waits for any more', async () => {
  const { begun, make, end } = studio();
  const queue = new DrawingQueue(1);
  const first = queue.draw('a', make('a'), signal);
  const [one, two] = [new AbortController(), new AbortController()];
  const gone = queue.draw('b', make('b'), one.signal);
  const shared = [queue.draw('c', make('c'), one.signal), queue.draw('c', make('c'), two.signal)];
  one.abort();
  await assert.rejects(gone, { name: 'AbortError' });
  end('a');
  await first;
  await new Promise(setImmediate);
  end('c');
  await Promise.all(shared);
  assert.deepEqual(begun, ['a', 'c']);
});
