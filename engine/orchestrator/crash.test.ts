import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { locateUri } from '../metadata/locate-uri.ts';
import { MetadataStore } from '../metadata/metadata-store.ts';
import { verifyManifest } from './artifact-manifest.ts';
import { outputsOf } from './cell-inputs.ts';
import { Session } from './session.ts';
import { testComponents } from './testing/components.ts';
import { chain, runAll, Workbench } from './testing/workbench.ts';

const run = promisify(execFile);
const scenario = fileURLToPath(new URL('./testing/crash-scenario.ts', import.meta.url));
const preload = new URL('./testing/commit-points.ts', import.meta.url).href;
const isLong = process.env.MILLRACE_LONG === '1';

/** Copies are many and small: memory holds them where the system offers it. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const editedChain = chain.replace('epochs: 2', 'epochs: 3');

function startScenario(folder: string, mode: 'snapshots' | 'kill', argument: string): Promise<unknown> {
  return run(process.execPath, ['--import', preload, scenario, folder, mode, argument]);
}

/** What a reopened root must be, wherever its engine died; returns the successes that it remembers. */
async function verifyRoot(folder: string): Promise<readonly number[]> {
  const session = await Session.open({
    path: join(folder, 'test.pipeline.yaml'),
    root: join(folder, 'root'),
    components: testComponents,
    executors: '',
    trusted: true,
  });
  const text = session.text;
  await session.close();
  assert.ok(
    [chain, editedChain].includes(text.replaceAll('"', "'")) ||
      text.includes('epochs: 2') ||
      text.includes('epochs: 3'),
  );
  assert.equal(await readFile(join(folder, 'test.pipeline.yaml'), 'utf8'), text);
  const root = join(folder, 'root');
  using store = MetadataStore.open(join(root, 'metadata.db'), { checkIntegrity: true });
  assert.deepEqual(store.query.running(), []);
  assert.deepEqual(await readdir(join(root, '.millrace', 'staging')), []);
  await verifyArtifacts(store, root);
  return store.query.allSuccesses().map(({ id }) => id);
}

/** Every recorded artifact is complete, and every folder is recorded. */
async function verifyArtifacts(store: MetadataStore, root: string): Promise<void> {
  const recorded = new Set<string>();
  for (const artifact of store.artifacts.allLive()) {
    const folder = locateUri(root, artifact.uri);
    recorded.add(folder);
    assert.ok(
      await verifyManifest(folder, store.artifacts.manifest(artifact.id) ?? {}, { bytes: true }),
      artifact.uri,
    );
  }
  for (const { cell, id } of store.query.allSuccesses()) {
    const definition = testComponents.find(({ name }) => name === cell);
    const kept = Object.values(outputsOf(store, id)).flat();
    assert.equal(
      kept.length,
      cell === 'Choose' ? kept.length : Object.keys(definition?.outputs ?? {}).length,
    );
  }
  for (const cell of testComponents.map(({ name }) => join(root, name)).filter(existsSync)) {
    for (const output of await readdir(cell)) {
      for (const id of await readdir(join(cell, output))) {
        assert.ok(recorded.has(join(cell, output, id)), `${cell}/${output}/${id} is in the store`);
      }
    }
  }
}

test('X2 R1 R3 an engine that dies at any commit point loses nothing and leaves nothing half-written', async (t) => {
  const bench = await Workbench.create(t);
  const snapshots = await mkdtemp(join(scratch, 'millrace-crash-'));
  t.after(() => rm(snapshots, { recursive: true, force: true }));
  await startScenario(bench.folder, 'snapshots', snapshots);
  const points = (await readdir(snapshots)).map(Number).sort((left, right) => left - right);
  const step = isLong ? 1 : Math.max(1, Math.floor(points.length / 210));
  let remembered: readonly number[] = [];
  let verified = 0;
  for (const point of points.filter((_, index) => index % step === 0)) {
    const successes = await verifyRoot(join(snapshots, String(point)));
    assert.deepEqual(successes.slice(0, remembered.length), remembered, `nothing is lost at point ${point}`);
    remembered = successes;
    verified += 1;
  }
  t.diagnostic(`${verified} of ${points.length} commit points verified`);
  assert.ok(verified >= 200);
  assert.equal(remembered.length, 12);
});

test('X2 an engine that is really killed leaves what the copies show, and the next one finishes the work', async (t) => {
  const bench = await Workbench.create(t);
  const points = isLong ? [...Array(130).keys()].map((index) => index * 5 + 1) : [30, 200, 420, 600];
  for (const point of points) {
    const folder = join(bench.folder, `killed-${point}`);
    await mkdir(folder);
    await cp(join(bench.folder, 'data'), join(folder, 'data'), { recursive: true });
    await cp(bench.notebook, join(folder, 'test.pipeline.yaml'));
    await assert.rejects(startScenario(folder, 'kill', String(point)), { signal: 'SIGKILL' });
    await verifyRoot(folder);
    const session = await bench.open({
      path: join(folder, 'test.pipeline.yaml'),
      root: join(folder, 'root'),
    });
    const outcomes = new Set(Object.values(await runAll(session)));
    await session.close();
    assert.ok(!outcomes.has('failed') && !outcomes.has('skipped'), [...outcomes].join());
  }
});
