import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { listFiles } from '../base/list-files.ts';
import { TemporaryFolder } from '../formats/testing/temporary-folder.ts';

const main = path.resolve(import.meta.dirname, 'main.ts');
/** Less than the larger split takes, more than the metadata does. */
const ROOM_MIB = 6;
const NOTEBOOK = `millrace: 1
name: full
cells:
  - { id: Data, component: ExampleGen, parameters: { format: csv, path: data } }
  - { id: Numbers, component: StatisticsGen, inputs: { examples: Data.examples } }
`;

/** A notebook that imports 18 MiB of text, of which 9 MiB end in the larger split after compression. */
async function writeNotebook(folder: TemporaryFolder): Promise<string> {
  await mkdir(folder.join('data'));
  const lines = Array.from({ length: 18_000 }, (_, i) => `${i},${randomBytes(768).toString('base64')}`);
  await writeFile(folder.join('data', 'table.csv'), `id,text\n${lines.join('\n')}\n`);
  await writeFile(folder.join('full.pipeline.yaml'), NOTEBOOK);
  return folder.join('full.pipeline.yaml');
}

interface Ended {
  readonly status: number;
  readonly output: string;
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ status: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });
}

async function assertNothingLeft(root: string): Promise<void> {
  const files = (await listFiles(root)).map((file) => file.path);
  assert.deepEqual(
    files.filter((file) => /tfrecord|FeatureStats/.test(file)),
    [],
  );
}

test('run tells of a file that may not grow, and leaves nothing half-written', async (t) => {
  if (process.platform === 'win32')
    return skipLoudly(t, 'Windows limits no process in the size of its files');
  using folder = new TemporaryFolder();
  const notebook = await writeNotebook(folder);
  const limited = `ulimit -f ${ROOM_MIB * 1024} && exec "$0" "$@"`;
  const root = folder.join('root');
  const { status, output } = await run(
    'bash',
    ['-c', limited, process.execPath, main, 'run', notebook, '--root', root],
    // Without a listener the signal that comes with the limit ends a process, which a full disk does not.
    { NODE_OPTIONS: `--import "data:text/javascript,process.on('SIGXFSZ',()=>{})"` },
  );
  assert.notEqual(status, 0);
  assert.match(output, /Cannot write ".*data_tfrecord-00000-of-00001\.gz": EFBIG/);
  assert.match(output, /The disk is full, or a file may not grow further/);
  await assertNothingLeft(root);
});

test('run tells of a full disk, and leaves nothing half-written', async (t) => {
  using folder = new TemporaryFolder();
  const root = folder.join('disk');
  await mkdir(root);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${ROOM_MIB}m`, 'tmpfs', root]);
  if (mounted.status !== 0) return skipLoudly(t, 'only an administrator of Linux can make a small disk');
  try {
    const { status, output } = await run(process.execPath, [
      main,
      'run',
      await writeNotebook(folder),
      '--root',
      root,
    ]);
    assert.notEqual(status, 0);
    // Whatever is written next fails: the records, or the engine's notes of them.
    assert.match(output, /Data +failed.*The disk is full/s);
    await assertNothingLeft(root);
  } finally {
    spawnSync('umount', [root]);
  }
});

function skipLoudly(t: TestContext, reason: string): void {
  console.error(`Skipped "${t.name}": ${reason}`);
  t.skip(reason);
}
