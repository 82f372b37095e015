import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import { SIDE, tinyPipeline, transformed } from './testing/tiny-pipeline.ts';
import { trainTiny } from './testing/train-tiny.ts';

const inputs = await transformed(await tinyPipeline());

/** Runs the Trainer on a module with the given body of `runFn`. */
async function runWith(body: string, parameters: Record<string, unknown> = {}) {
  const model = `import * as tf from '@tensorflow/tfjs';
import { writeFile, mkdir } from 'node:fs/promises';
export async function runFn(args) {
${body}
}`;
  return trainTiny(parameters, { pipeline: await tinyPipeline({ model }), inputs });
}

test('runFn is given the files, folders and hyperparameters of the cell', async () => {
  const { context, reports } = await runWith(
    `await mkdir(args.servingModelDir, { recursive: true });
  await writeFile(args.servingModelDir + '/saved_model.pb', JSON.stringify(args));
  args.log('written');`,
    { train_steps: 7, hyperparameters: { filters: 5 } },
  );
  const file = path.join(context.outputs.model!.path, 'Format-Serving', 'saved_model.pb');
  const given = JSON.parse(await readFile(file, 'utf8'));
  assert.deepEqual(
    [given.trainSteps, given.evalSteps, given.hyperparameters, given.baseModel, given.schemaPath],
    [7, 0, { filters: 5 }, null, null],
  );
  assert.deepEqual(
    [given.trainFiles, given.evalFiles].map(({ length }) => length),
    [1, 1],
  );
  assert.match(given.trainFiles[0], /Split-train/);
  assert.equal(given.transformGraphPath, inputs.transform_graph![0]!.path);
  assert.equal(given.modelRunDir, context.outputs.model_run!.path);
  assert.ok(reports.some(({ kind, value }) => kind === 'info' && value === 'written'));
});

test('runFn can train a model in its own way, and export it with the preprocessing inside', async () => {
  const { context } = await runWith(`const model = tf.sequential({ layers: [
    tf.layers.inputLayer({ inputShape: [${SIDE}, ${SIDE}, 3], name: 'image_xf' }),
    tf.layers.conv2d({ name: 'label_xf', filters: 2, kernelSize: 1, kernelInitializer: 'zeros' })] });
  await args.exportModel(model);`);
  using session = await SavedModelSession.open(path.join(context.outputs.model!.path, 'Format-Serving'));
  const names = ['serving_default', 'from_examples', 'transform_features'];
  assert.deepEqual(
    names.filter((name) => !session.signatures.has(name)),
    [],
  );
  const picture = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const string_input = new TextEncoder().encode(picture.toString('base64url'));
  const { seg_mask: mask } = session.run('serving_default', {
    string_input: { dtype: 'string', shape: [1], data: [string_input] },
  });
  // Of equal logits the first counts.
  assert.ok((mask!.data as BigInt64Array).every((code) => code === 0n));
});

test('runFn that writes no model is told where to write it', async () => {
  await assert.rejects(runWith(''), { code: 'no-model', hint: /servingModelDir/ });
});

test('runFn that throws is named with its line', async () => {
  await assert.rejects(
    runWith("  throw new Error('no luck');"),
    (error: { code: string; message: string; location: { line: number } }) => {
      assert.deepEqual([error.code, error.location.line], ['function-failed', 4]);
      assert.match(error.message, /no luck/);
      return true;
    },
  );
});
