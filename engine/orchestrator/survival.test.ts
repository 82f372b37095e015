import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { tfxPipeline, tfxRun } from '../metadata/testing-store.ts';
import { readEvents } from './event-log.ts';
import { Session } from './session.ts';
import { testComponents } from './testing/components.ts';
import { runInProcess } from './testing/run-in-process.ts';
import {
  cellOf,
  chain,
  checkpointOf,
  eventOf,
  freshnessOf,
  reasonsOf,
  runAll,
  Workbench,
} from './testing/workbench.ts';

test('X1 X3 every cell can be drawn from the store and the event logs in the middle of a run', async (t) => {
  const bench = await Workbench.create(t, chain.replace('{ epochs: 2 }', '{ epochs: 3, waitFor: wait }'));
  await bench.write('wait', '');
  const session = await bench.open();
  t.after(() => session.close());
  const metrics = checkpointOf(session);
  const { done } = session.startRun({ cells: ['Learn'] });
  await metrics;
  await session.refresh();
  const seen = session.view();
  assert.deepEqual(session.view(), seen, 'asking again shows the same');
  const { lastExecution, phase } = cellOf(session, 'Learn');
  assert.deepEqual([phase, lastExecution?.state], ['running', 'running']);
  const { events, next } = await session.reader.events(lastExecution?.executionId ?? 0);
  assert.deepEqual(
    events.map(({ type }) => type).filter((type) => type !== 'log'),
    ['started', 'metrics', 'checkpoint', 'progress'].slice(0, next),
  );
  await bench.remove('wait');
  await done;
  const rest = await session.reader.events(lastExecution?.executionId ?? 0, {
    after: next,
    types: ['ended'],
  });
  assert.deepEqual(
    rest.events.map((event) => event.type === 'ended' && event.state),
    ['complete'],
  );
});

test('X1 a line of the event log that a crash cut short is skipped, and the log goes on', async (t) => {
  const bench = await Workbench.create(t);
  const path = join(bench.folder, 'events.jsonl');
  const line = JSON.stringify({ type: 'log', atMs: 1, level: 'info', message: 'a' });
  await writeFile(path, `${line}\n{"type":"log","atMs":2,"lev`);
  assert.equal((await readEvents(path)).events.length, 1);
  await appendFile(path, `\n${line}\n`);
  assert.equal((await readEvents(path)).events.length, 2);
});

test('X2 an engine that was killed leaves an abandoned execution, explained and resumable', async (t) => {
  const bench = await Workbench.create(t, chain.replace('{ epochs: 2 }', '{ epochs: 3, waitFor: wait }'));
  await bench.write('wait', '');
  const program = `
    import { Session } from ${JSON.stringify(new URL('./session.ts', import.meta.url).href)};
    import { testComponents } from ${JSON.stringify(new URL('./testing/components.ts', import.meta.url).href)};
    const session = await Session.open({ path: ${JSON.stringify(bench.notebook)}, root: ${JSON.stringify(bench.root)},
      components: testComponents, executors: ${JSON.stringify(new URL('./testing/executors.ts', import.meta.url).href)}, trusted: true });
    session.subscribe((event) => { if (event.type === 'execution' && event.event.type === 'checkpoint') console.log('checkpoint'); });
    session.startRun();`;
  const engine = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(engine.stdout, 'data');
  engine.kill('SIGKILL');
  await once(engine, 'exit');
  const observer = await bench.open({ runtime: () => null, access: 'observe' });
  assert.equal(cellOf(observer, 'Learn').freshness.state, 'cancelled', 'looking is enough to find out');
  await observer.close();
  const session = await bench.open({ runtime: () => null });
  t.after(() => session.close());
  const { freshness, lastExecution } = cellOf(session, 'Learn');
  assert.deepEqual(freshness, { state: 'cancelled', resumable: 'Resume from epoch 2' });
  assert.deepEqual([lastExecution?.state, lastExecution?.error?.code], ['canceled', 'abandoned']);
  assert.equal(session.reader.runs()[0]?.state, 'abandoned');
  await bench.remove('wait');
  assert.deepEqual(await runAll(session, { cells: ['Learn'] }), { Learn: 'succeeded' });
});

test('X2 a second engine on the same root is refused with who holds it; a dead one holds nothing', async (t) => {
  const bench = await Workbench.create(t);
  const first = await bench.open();
  await assert.rejects(bench.open(), (error: { code?: string; message: string }) => {
    assert.equal(error.code, 'root-in-use');
    assert.match(error.message, new RegExp(`process ${process.pid}`));
    return true;
  });
  const observer = await bench.open({ access: 'observe' });
  assert.equal(observer.view().cells.length, 6);
  assert.throws(() => observer.startRun(), { code: 'root-in-use' });
  await observer.close();
  await first.close();
  await (await bench.open()).close();
});

test('X5 an edit is on disk when it returns, and comments survive it', async (t) => {
  const bench = await Workbench.create(t, chain.replace('  - id: Learn', '  # the long step\n  - id: Learn'));
  const session = await bench.open({ runWorker: runInProcess });
  t.after(() => session.close());
  await session.edit({ type: 'set-parameter', id: 'Learn', parameter: 'epochs', value: 7 });
  const text = await readFile(bench.notebook, 'utf8');
  assert.match(text, /# the long step/);
  assert.match(text, /epochs: 7/);
});

test('X5 undo and redo outlive the process', async (t) => {
  const bench = await Workbench.create(t);
  const first = await bench.open();
  await first.edit({ type: 'delete-cell', id: 'Learn' });
  await first.edit({ type: 'set-parameter', id: 'Send', parameter: 'to', value: 'x' });
  await first.undo();
  await first.close();
  const session = await bench.open();
  t.after(() => session.close());
  const { canUndo, canRedo } = session.view();
  assert.deepEqual([canUndo, canRedo], ['delete Learn', 'change to of Send']);
  await session.undo();
  assert.equal(session.text, chain);
});

test('X5 an edit over a change made outside is a conflict: nothing is overwritten until the user chooses', async (t) => {
  const bench = await Workbench.create(t);
  const session = await bench.open();
  t.after(() => session.close());
  const outside = chain.replace('name: test', 'name: theirs');
  await writeFile(bench.notebook, outside);
  const view = await session.edit({ type: 'set-parameter', id: 'Learn', parameter: 'epochs', value: 9 });
  assert.equal(view.conflict?.diskText, outside);
  assert.match(view.conflict?.ourText ?? '', /epochs: 9/);
  assert.equal(await readFile(bench.notebook, 'utf8'), outside);
  const resolved = await session.resolveConflict('ours');
  assert.deepEqual([resolved.conflict, resolved.name], [null, 'test']);
  assert.match(await readFile(bench.notebook, 'utf8'), /epochs: 9/);
  await session.undo();
  assert.equal(session.view().name, 'theirs', 'what was given up is one undo away');
});

test('X5 a change made outside while nothing is unsaved is taken over, and one that does not parse is not', async (t) => {
  const bench = await Workbench.create(t);
  const session = await bench.open({ watch: true });
  t.after(() => session.close());
  const taken = eventOf(session, (event) => event.type === 'notebook' && event.notebook?.name === 'theirs');
  await writeFile(bench.notebook, chain.replace('name: test', 'name: theirs'));
  await taken;
  const refused = eventOf(session, (event) => event.type === 'notebook' && event.notebook?.conflict !== null);
  await writeFile(bench.notebook, 'cells: [');
  await refused;
  const { name, problems } = session.view();
  assert.deepEqual([name, problems[0]?.code, problems[0]?.location?.line], ['theirs', 'yaml-syntax', 1]);
});

test('an untrusted notebook is shown but neither run nor edited', async (t) => {
  const bench = await Workbench.create(t);
  const session = await bench.open({ trusted: false });
  t.after(() => session.close());
  assert.throws(() => session.startRun(), { code: 'not-trusted' });
  await assert.rejects(session.edit({ type: 'delete-cell', id: 'Learn' }), { code: 'not-trusted' });
  await session.trust();
  await session.edit({ type: 'delete-cell', id: 'Learn' });
});

test('a pipeline root that TFX filled opens with its history, lineage and artifacts', async (t) => {
  const { folder, root } = await tfxRun(t);
  const notebook = join(folder, 'pipeline.yaml');
  await mkdir(join(folder, 'data'));
  await writeFile(
    notebook,
    `millrace: 1\nname: ${tfxPipeline}\ncells:\n  - { id: SchemaGen, component: Gather, parameters: { folder: data } }\n`,
  );
  const session = await Session.open({
    path: notebook,
    root,
    components: testComponents,
    executors: '',
    trusted: true,
  });
  t.after(() => session.close());
  assert.equal(session.reader.runs().length, 3);
  const { result, freshness } = cellOf(session, 'SchemaGen');
  assert.deepEqual([freshness.state, result?.executionId, result?.component], ['stale', 27, 'SchemaGen']);
  assert.deepEqual(await reasonsOf(session, 'SchemaGen'), [
    'Another program made this result; how is not known',
  ]);
  const schema = result?.outputs.schema?.[0];
  assert.equal(schema?.uri, join(session.root, 'SchemaGen', 'schema', '27'));
  assert.deepEqual(
    (await session.reader.artifactFiles(schema?.id ?? 0)).map(({ path }) => path),
    ['schema.pbtxt'],
  );
  const { nodes } = session.reader.lineage({ artifactId: 20 });
  assert.ok(nodes.some((node) => node.kind === 'execution' && node.execution.cell === 'Evaluator'));
  assert.equal(session.reader.execution(18).reusedFrom?.executionId, 8);
});

test('moving the project keeps every cell fresh', async (t) => {
  const bench = await Workbench.create(t);
  const first = await bench.open({ runWorker: runInProcess });
  await runAll(first);
  await first.close();
  const elsewhere = await Workbench.create(t);
  await cp(bench.folder, elsewhere.folder, { recursive: true });
  const session = await elsewhere.open({ runWorker: runInProcess });
  t.after(() => session.close());
  assert.deepEqual(new Set(Object.values(await freshnessOf(session))), new Set(['fresh']));
});

test('X5 notebooks that share a root keep an undo each', async (t) => {
  const epochs = (value: number) =>
    ({ type: 'set-parameter', id: 'Learn', parameter: 'epochs', value }) as const;
  const bench = await Workbench.create(t, chain);
  await bench.write('other.pipeline.yaml', chain);
  const first = await bench.open();
  await first.edit(epochs(7));
  await first.close();
  const other = await bench.open({ path: join(bench.folder, 'other.pipeline.yaml') });
  await other.edit(epochs(9));
  await other.close();
  const again = await bench.open();
  t.after(() => again.close());
  await again.undo();
  assert.equal(cellOf(again, 'Learn').parameters.epochs, 2);
});
