import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { appFolder } from '../../../base/app-folder.ts';
import type { UploadSource } from '../../../destinations/hub/local-file.ts';
import { readSignatures } from '../../../tensorflow/saved-model/signature.ts';
import type { HFPusherParameters } from '../definition.ts';
import { makePushCase, type PushCase } from '../testing/push-context.ts';
import { composeSpace } from './compose-space.ts';

let pushCase: PushCase;
before(async () => {
  pushCase = await makePushCase();
});
after(() => pushCase[Symbol.asyncDispose]());

test('D29 names reach a Space as data only: its code is the same for every name', async () => {
  const template = await readFile(join(appFolder(), 'assets/templates/space-gradio/app.py'), 'utf8');
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string({ unit: 'binary' })),
      async (title, names) => {
        const files = await compose('gradio', { class_names: names }, title);
        const settings = JSON.parse(await textOf(files, 'space.json'));
        assert.equal(settings.title, title);
        assert.deepEqual(
          settings.classes.map((entry: { name: string }) => entry.name),
          names,
        );
        assert.equal(await textOf(files, 'app.py'), template);
      },
    ),
    { numRuns: 30 },
  );
});

test('composeSpace() gives a static Space everything it needs and no address of another host', async () => {
  const files = await compose('static', {}, 'Pets');
  const paths = files.map((file) => file.path).sort();
  assert.deepEqual(paths, [
    'README.md',
    'app.js',
    'index.html',
    'model/model.json',
    'model/weights.bin',
    'preprocessing/model.json',
    'preprocessing/weights.bin',
    'space.json',
    'style.css',
    'tfjs/tf.es2017.min.js',
  ]);
  for (const path of ['index.html', 'app.js', 'style.css']) {
    assert.ok(!/https?:\/\//.test(await textOf(files, path)), path);
  }
});

test('composeSpace() says what a static Space lacks', async () => {
  const context = pushCase.context();
  const { transform_graph: _dropped, ...inputs } = context.inputs;
  await assert.rejects(composeWith('static', { ...context, inputs }, 'Pets'), { code: 'no-preprocessing' });
});

test('composeSpace() fills the placeholders of an own template and leaves its other files as they are', async () => {
  const folder = join(pushCase.artifacts.notebook, 'my-space');
  await mkdir(folder);
  await writeFile(join(folder, 'app.py'), 'model = "$MODEL_REPO_ID@$MODEL_VERSION"\n');
  await writeFile(join(folder, 'data.bin'), '$MODEL_VERSION');
  const files = await compose('gradio', { space_app_path: 'my-space' }, 'Pets');
  assert.equal(await textOf(files, 'app.py'), 'model = "ada/pets@v1700000000"\n');
  assert.equal(await textOf(files, 'data.bin'), '$MODEL_VERSION');
  assert.ok(files.some((file) => file.path === 'space.json'));
});

async function compose(kind: 'static' | 'gradio', parameters: Partial<HFPusherParameters>, title: string) {
  return await composeWith(kind, pushCase.context(parameters), title);
}

async function composeWith(
  kind: 'static' | 'gradio',
  material: ReturnType<PushCase['context']>,
  title: string,
) {
  return await composeSpace({
    kind,
    material,
    title,
    description: '',
    version: 'v1700000000',
    modelRepository: 'ada/pets',
    hubUrl: 'https://huggingface.co',
    signatures: await readSignatures(join(pushCase.artifacts.model, 'Format-Serving')),
    signal: new AbortController().signal,
  });
}

async function textOf(files: readonly UploadSource[], path: string): Promise<string> {
  const content = files.find((file) => file.path === path)?.content;
  assert.ok(content !== undefined, path);
  return 'file' in content ? await readFile(content.file, 'utf8') : 'text' in content ? content.text : '';
}
