import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { constants, getPriority } from 'node:os';
import { test } from 'node:test';
import { giveWay, workersHaveSession } from './give-way.ts';

const waiting = ['-e', 'process.stdin.resume()'];

test('giveWay lowers a process, and its session where sessions share the processor out', async (t) => {
  const worker = spawn(process.execPath, waiting, { stdio: 'pipe', detached: workersHaveSession });
  t.after(() => worker.kill());
  await once(worker, 'spawn');
  const pid = worker.pid ?? 0;
  const own = await sessionOf('self');
  giveWay(pid);
  assert.equal(getPriority(pid), constants.priority.PRIORITY_BELOW_NORMAL);
  if (own !== null) {
    assert.match((await sessionOf(pid)) ?? '', / nice 10$/);
    assert.equal(await sessionOf('self'), own, 'the engine and whatever started it stay as they are');
  }
});

test('giveWay leaves it at that where the process is gone', async () => {
  const worker = spawn(process.execPath, ['-e', '']);
  await once(worker, 'exit');
  giveWay(worker.pid ?? 0);
});

/** Name and niceness of a process's session; null where the kernel does not know such groups. */
async function sessionOf(process: number | 'self'): Promise<string | null> {
  const file = `/proc/${process}/autogroup`;
  return existsSync(file) ? (await readFile(file, 'utf8')).trim() : null;
}
