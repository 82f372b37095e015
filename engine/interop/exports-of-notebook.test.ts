import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { notebookExports } from './exports-of-notebook.ts';
import type { OpenNotebook } from './open-notebook.ts';

/** What GitHub would evaluate. */
const expression = ['$', '{{ secrets.TOKEN }}'].join('');
const name = `it's: "odd" # ${expression}`;

async function notebookIn(folder: string): Promise<OpenNotebook> {
  await mkdir(folder, { recursive: true });
  const notebook = { name, runtimeParameters: [], cells: [] };
  return { notebook, path: path.join(folder, 'a b.pipeline.yaml'), written: () => undefined };
}

const temporary = () => mkdtemp(path.join(tmpdir(), 'millrace-workflows-'));

test('workflows go to the root of the repository and name the notebook from there', async () => {
  const root = await temporary();
  await mkdir(path.join(root, '.git'));
  const { folder, files } = await notebookExports['github-actions'](
    await notebookIn(path.join(root, 'ml/pets')),
  );
  assert.equal(folder, root);
  assert.deepEqual(
    files.map((file) => file.path),
    ['.github/workflows/train.yml', '.github/workflows/check.yml'],
  );
  const [train, check] = files.map(({ text }) => parse(text));
  assert.equal(train.jobs.train.env.NOTEBOOK, 'ml/pets/a b.pipeline.yaml');
  assert.equal(train.on.workflow_dispatch.inputs.pipelineName.default, name);
  assert.deepEqual(check.on.pull_request.paths, ['ml/pets/**']);
});

test('a path is never an expression to GitHub', async () => {
  const root = await temporary();
  const { files } = await notebookExports['github-actions'](await notebookIn(path.join(root, expression)));
  await mkdir(path.join(root, '.git'));
  const inside = await notebookExports['github-actions'](await notebookIn(path.join(root, expression)));
  for (const { text } of [...files, ...inside.files]) {
    const { NOTEBOOK } = Object.values<{ env: { NOTEBOOK: string } }>(parse(text).jobs)[0]!.env;
    assert.doesNotMatch(NOTEBOOK, /\{\{ secrets/);
  }
  assert.ok(inside.files[0]?.text.includes(`NOTEBOOK: "$${"{{ '$"}{{' }} secrets.TOKEN }}/a b`));
});

test('a worktree counts as a repository, and without one workflows go beside the notebook', async () => {
  const root = await temporary();
  const inner = await notebookIn(path.join(root, 'inner'));
  const alone = await notebookExports['github-actions'](inner);
  assert.equal(alone.folder, path.join(root, 'inner'));
  assert.ok(alone.notes.some(({ message }) => message.startsWith('no git repository')));
  await writeFile(path.join(root, '.git'), 'gitdir: elsewhere\n');
  assert.equal((await notebookExports['github-actions'](inner)).folder, root);
});

test('a TFX pipeline goes to a folder beside the notebook', async () => {
  const root = await temporary();
  const { folder, files } = await notebookExports.tfx(await notebookIn(root));
  assert.equal(folder, path.join(root, 'a b-tfx'));
  assert.match(files[0]?.text ?? '', /os\.path\.join\(EXPORT_FOLDER, "\.\."\)/);
});
