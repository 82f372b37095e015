import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { smallSample } from './testing/small-sample.ts';

const main = path.resolve(import.meta.dirname, 'main.ts');

function millrace(...args: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], (error, stdout, stderr) => {
      resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

test('export tfx imports what has run, names what it cannot carry over, and replaces no work', async () => {
  const notebook = await smallSample();
  const out = await mkdtemp(path.join(tmpdir(), 'millrace-tfx-'));
  const pipeline = path.join(out, 'pipeline.py');
  assert.equal((await millrace('run', notebook, '--cell', 'ExampleGen')).status, 0);
  const first = await millrace('export', 'tfx', notebook, '--out', out);
  assert.equal(first.status, 0, first.stderr);
  assert.deepEqual(
    first.stdout.trim().split('\n').sort(),
    (await readdir(out)).map((name) => path.join(out, name)),
  );
  assert.match(
    first.stderr,
    /^Trainer: write run_fn in trainer_module\.py after buildModel or runFn of model\.ts/m,
  );
  assert.match(await readFile(pipeline, 'utf8'), /pets\.millrace\/ExampleGen\/examples\/\d+"/);

  await appendFile(pipeline, '# mine\n');
  await appendFile(path.join(out, 'trainer_module.py'), '# ported\n');
  const second = await millrace('export', 'tfx', notebook, '--out', out);
  assert.equal(second.status, 2);
  assert.match(second.stderr, /pipeline\.py" is there already and says something else/);
  const third = await millrace('export', 'tfx', notebook, '--out', out, '--replace');
  assert.equal(third.stdout.trim(), pipeline);
  assert.doesNotMatch(await readFile(pipeline, 'utf8'), /# mine/);
  assert.match(await readFile(path.join(out, 'trainer_module.py'), 'utf8'), /# ported/);
});
