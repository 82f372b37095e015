import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { EngineProcess } from './engine-process.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-engine-process-'));
});
after(() => rm(folder, { recursive: true }));

/** Starts a program that speaks the engine's protocol over the same channel. */
async function start(name: string, program: string, lines: string[] = []): Promise<EngineProcess> {
  const entry = path.join(folder, name);
  await writeFile(entry, program);
  const command = { node: process.execPath, flags: [], entry, variables: { HOME: folder } };
  const log = (text: string) => void lines.push(text);
  return new EngineProcess({ command, parameters: ['/n.pipeline.yaml'], folder, log });
}

test('EngineProcess starts the engine with its notebook and hears when it is ready', async () => {
  const engine = await start(
    'ready.mjs',
    `process.send({ type: 'ready', url: process.argv.slice(2).join(' ') });
     process.on('message', (message) => message.type === 'shutdown' && process.exit(0));`,
  );
  const [message] = await once(engine, 'message');
  assert.deepEqual(message, { type: 'ready', url: 'serve --desktop /n.pipeline.yaml' });
  engine.send({ type: 'shutdown', when: 'now' });
  const [end] = await once(engine, 'exit');
  assert.deepEqual(end, { expected: true, reason: 'status 0' });
});

test('EngineProcess passes on nothing that is not in the contract', async () => {
  const lines: string[] = [];
  const engine = await start(
    'forged.mjs',
    `process.send({ type: 'run', command: 'rm' });
     process.send({ type: 'notebook', path: null, name: 'pets' });
     setInterval(() => {}, 1000);`,
    lines,
  );
  const [message] = await once(engine, 'message');
  assert.deepEqual(message, { type: 'notebook', path: null, name: 'pets' });
  assert.match(lines.join(''), /another form/);
  engine.kill();
  await once(engine, 'exit');
});

test('EngineProcess says that an engine which nobody stopped has ended, and how', async () => {
  const engine = await start('crash.mjs', "process.kill(process.pid, 'SIGSEGV');");
  const [end] = await once(engine, 'exit');
  assert.deepEqual(end, { expected: false, reason: 'SIGSEGV' });
});

test('EngineProcess says why an engine could not be started', async () => {
  const command = { node: path.join(folder, 'no-such-node'), flags: [], entry: 'x', variables: {} };
  const engine = new EngineProcess({ command, parameters: [], folder, log: () => undefined });
  const [end] = await once(engine, 'exit');
  assert.equal(end.expected, false);
  assert.match(end.reason, /ENOENT/);
});
