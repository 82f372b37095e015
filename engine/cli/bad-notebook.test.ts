import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { smallSample } from './testing/small-sample.ts';

const main = path.resolve(import.meta.dirname, 'main.ts');

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function millrace(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], (error, stdout, stderr) => {
      resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

/** Text of the sample replaced, what the message must say, and where. */
const mistakes: readonly [string, string | RegExp, string, RegExp][] = [
  [
    'a wrong component name',
    'component: StatisticsGen',
    'component: StatisticGen',
    /"StatisticGen", which does not exist\n {2}at .*:\d+:\d+, cell StatisticsGen\n {2}Did you mean "StatisticsGen"\?/,
  ],
  [
    'an unknown parameter',
    'batch_size:',
    'batchsize:',
    /no parameter "batchsize"\n {2}at .*:\d+:\d+, cell Trainer, parameter batchsize\n {2}Did you mean "batch_size"\?/,
  ],
  [
    'a missing input',
    / {6}examples: Transform\.transformed_examples\n/,
    '',
    /needs the input "examples", which is not connected/,
  ],
  [
    'a cycle',
    'schema: ImportSchemaGen.schema\n    parameters:\n      module_file: preprocessing.ts',
    'schema: Transform.post_transform_schema\n    parameters:\n      module_file: preprocessing.ts',
    /"Transform" needs itself: Transform -> Transform/,
  ],
  ['YAML that does not parse', 'cells:', 'cells: [', /Cannot read ".*" as YAML: .*\n {2}at .*:\d+:\d+/],
];
for (const [name, from, to, message] of mistakes) {
  test(`run refuses a notebook with ${name} in one sentence, with its place, and makes nothing`, async () => {
    const file = await smallSample();
    const text = await readFile(file, 'utf8');
    assert.notEqual(text.replace(from, to), text, 'the sample has the text to replace');
    await writeFile(file, text.replace(from, to));
    const root = path.join(path.dirname(file), 'root');
    const { status, stdout, stderr } = await millrace('run', file, '--root', root);
    assert.equal(status, 2);
    assert.match(stderr, message);
    assert.equal(stdout, '');
    assert.ok(!existsSync(path.join(root, 'ExampleGen')));
  });
}

test('run --json reports what is wrong with a notebook in its last line', async () => {
  const file = await smallSample();
  await writeFile(file, (await readFile(file, 'utf8')).replace('batch_size:', 'batchsize:'));
  const { status, stdout } = await millrace('run', file, '--json');
  const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  assert.deepEqual(
    [status, report.ok, report.cells.map((cell: { id: string; state: string }) => [cell.id, cell.state])],
    [2, false, [['Trainer', 'failed']]],
  );
});

test('millrace says how a command is used when it is wrong', async () => {
  const { status, stderr } = await millrace('run', 'a.pipeline.yaml', '--fast');
  assert.deepEqual([status, stderr.split('\n')[0]], [2, "error: Unknown option '--fast'"]);
  assert.match(stderr, /usage: millrace run NOTEBOOK/);
});
