import { mkdir, mkdtemp, open, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../../engine/base/digest.ts';
import { StatCache } from '../../engine/base/stat-cache.ts';
import { MetadataStore } from '../../engine/metadata/metadata-store.ts';
import { Session } from '../../engine/orchestrator/session.ts';
import { digestSources } from '../../engine/orchestrator/source-digest.ts';
import { mixComponents } from '../../engine/orchestrator/testing/mix-components.ts';
import { runInProcess } from '../../engine/orchestrator/testing/run-in-process.ts';
import type { Measurement } from './measurement.ts';

const cells = 12;
const pastRuns = 2000;
const gigabyte = 2 ** 30;

/** Times of the engine under load: a long history, and inputs that are large and unchanged. */
export async function bench(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  try {
    return [...(await benchHistory(join(folder, 'history'))), ...(await benchSources(join(folder, 'data')))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchHistory(folder: string): Promise<Measurement[]> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'long.pipeline.yaml'), longNotebook());
  await mkdir(join(folder, 'root'));
  recordPastRuns(join(folder, 'root', 'metadata.db'));
  const first = await openSession(folder);
  await first.startRun().done;
  await first.close();
  const openTimes: number[] = [];
  const statusTimes: number[] = [];
  const runsTimes: number[] = [];
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    const session = await openSession(folder);
    session.view();
    openTimes.push(performance.now() - started);
    statusTimes.push(await timed(() => session.refresh()));
    runsTimes.push(await timed(async () => session.reader.runs(200)));
    await session.close();
  }
  return [
    milliseconds(`open a notebook of ${cells} cells with ${pastRuns} past runs`, median(openTimes)),
    milliseconds(`status of ${cells} cells with ${pastRuns} past runs`, median(statusTimes)),
    milliseconds('list the newest 200 runs', median(runsTimes)),
  ];
}

function openSession(folder: string): Promise<Session> {
  return Session.open({
    path: join(folder, 'long.pipeline.yaml'),
    root: join(folder, 'root'),
    components: mixComponents,
    executors: new URL('../../engine/orchestrator/testing/mix-components.ts', import.meta.url).href,
    runWorker: runInProcess,
    trusted: true,
  });
}

function longNotebook(): string {
  const lines = Array.from({ length: cells }, (_, index) => {
    const inputs = index === 0 ? '' : `, inputs: { examples: c${index - 1}.examples }`;
    return `  - { id: c${index}, component: Mix, parameters: { add: ${index} }${inputs} }`;
  });
  return `millrace: 1\nname: long\ncells:\n${lines.join('\n')}\n`;
}

function recordPastRuns(path: string): void {
  using store = MetadataStore.open(path);
  store.transaction(() => {
    for (let run = 0; run < pastRuns; run++) {
      const runId = `2026-01-01T00:00:00.${String(run).padStart(6, '0')}`;
      store.runs.begin(runId, 'long', run);
      recordRun(store, runId, run);
      store.runs.end(runId, 'complete', run + 1);
    }
  });
}

function recordRun(store: MetadataStore, runId: string, run: number): void {
  let inputs: readonly number[] = [];
  for (let index = 0; index < cells; index++) {
    const id = store.executions.begin({
      type: { name: 'millrace.testing.Mix', base: null },
      pipeline: 'long',
      runId,
      cell: `c${index}`,
      component: 'Mix',
      key: `key-${run}-${index}`,
      isCacheable: true,
      keyParts: { v: 1, config: { add: run } },
      parameters: { add: run, fail: false },
      properties: { add: run, fail: 0 },
      inputs: { examples: inputs },
      resumedFrom: null,
      startedMs: run,
    });
    const artifact = {
      type: { name: 'Examples', base: 'mlmd.Dataset' },
      uri: `/root/c${index}/examples/${id}`,
      digest: `sha256-${id}`,
      sizeBytes: 1,
      manifest: { 'number.txt': [1, 'sha256-x'] as const },
    };
    const made = store.executions.end(id, {
      outcome: 'complete',
      endedMs: run,
      newOutputs: { examples: [artifact] },
    });
    inputs = made.examples ?? [];
  }
}

/** Sparse files: what counts is how they are read, not how they are stored. */
async function benchSources(folder: string): Promise<Measurement[]> {
  const small = await makeFiles(join(folder, 'small'), 4, gigabyte / 4);
  const large = await makeFiles(join(folder, 'large'), 40, gigabyte / 4);
  using store = MetadataStore.open(join(folder, 'metadata.db'));
  const digest = (files: readonly string[]) =>
    digestSources(files, { cache: new StatCache(store.fileDigests), signal: new AbortController().signal });
  const coldSeconds = (await timed(() => digest(small))) / 1000;
  await rememberDigests(store, large);
  const before = await digest(large);
  const warm: number[] = [];
  for (let round = 0; round < 5; round++) {
    warm.push(await timed(() => digest(large)));
  }
  await writeFile(large[3] ?? '', 'changed');
  const found = (await digest(large)) !== before;
  return [
    {
      name: 'hash new input files',
      value: round1(1024 / coldSeconds),
      unit: 'MB/s',
      peer: null,
      ratio: null,
    },
    milliseconds('key of an unchanged 10 GB input', median(warm)),
    {
      name: 'a changed file among 40 is found',
      value: found ? 1 : 0,
      unit: 'yes/no',
      peer: null,
      ratio: null,
    },
  ];
}

/** As an earlier key computation would have left them, without reading 10 GB for it. */
async function rememberDigests(store: MetadataStore, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const { size, mtimeNs, ino } = await stat(file, { bigint: true });
    store.fileDigests.set(file, {
      sizeBytes: Number(size),
      mtimeNs: mtimeNs.toString(),
      inode: ino.toString(),
      digest: digestOf(file),
    });
  }
  store.fileDigests.flush();
}

async function makeFiles(folder: string, count: number, sizeBytes: number): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files = Array.from({ length: count }, (_, index) => join(folder, `part-${index}.bin`));
  for (const file of files) {
    const handle = await open(file, 'w');
    await handle.truncate(sizeBytes);
    await handle.close();
    // Older than the window in which a file's digest is not remembered (rule K4).
    await utimes(file, 1e9, 1e9);
  }
  return files;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function milliseconds(name: string, value: number): Measurement {
  return { name, value: round1(value), unit: 'ms', peer: null, ratio: null };
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
