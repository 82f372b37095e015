import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PackagedApp } from '../package/testing/packaged-app.ts';
import { memoryMebibytes, processTree } from '../package/testing/process-tree.ts';
import { usable } from '../package/testing/window-texts.ts';
import type { Measurement } from './measurement.ts';
import { median, own } from './notebook/own.ts';

const repetitions = 3;
const port = 39_240;

/** An app that has just started still does some of its work; what stays is measured after it. */
const restMs = 3000;

interface Visit {
  readonly milliseconds: number;
  readonly mebibytes: number;
}

/**
 * The packaged app, on Linux: from the start of its process until the sample's notebook can be run, with an empty home and
 * again with the same one, and the memory of all its processes at rest, with what they share counted once (PSS).
 */
export async function bench(): Promise<readonly Measurement[]> {
  if (process.platform !== 'linux') return [];
  await using app = await PackagedApp.make();
  const cold: Visit[] = [];
  const warm: Visit[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const home = path.join(app.folder, `home-${repetition}`);
    await mkdir(home);
    cold.push(await visit(app, home));
    warm.push(await visit(app, home));
  }
  return [
    own('package: cold start to usable', median(cold.map(({ milliseconds }) => milliseconds)), 'ms', 1500),
    own('package: warm start to usable', median(warm.map(({ milliseconds }) => milliseconds)), 'ms', 900),
    own('package: idle memory (PSS)', median(warm.map(({ mebibytes }) => mebibytes)), 'MiB', 350),
  ];
}

async function visit(app: PackagedApp, home: string): Promise<Visit> {
  const startedMs = performance.now();
  await using running = app.start({ home, port });
  using page = await running.page();
  await page.waitFor(usable, 60_000);
  const milliseconds = performance.now() - startedMs;
  await wait(restMs);
  return { milliseconds, mebibytes: await memoryMebibytes(await processTree(running.pid)) };
}
