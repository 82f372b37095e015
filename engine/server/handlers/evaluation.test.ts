import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import sharp from 'sharp';
import { evaluationMethods } from '../../contract/evaluation.ts';
import { ExampleResultWriter } from '../../formats/evaluation/example-results.ts';
import type { PipelineAccess } from '../handler.ts';
import { evaluationHandlers } from './evaluation.ts';
import { handleEvaluationPicture } from './evaluation-pictures.ts';

const fixtures = path.join(import.meta.dirname, '..', '..', 'components', 'evaluator', 'fixtures');
const { signal } = new AbortController();

/** What the handlers ask of a pipeline in which one execution made an evaluation that lies in a folder. */
function pipelineWith(folder: string): PipelineAccess {
  const artifact = (id: number, type: string, customProperties = {}) => ({
    id,
    type,
    uri: folder,
    path: folder,
    digest: null,
    sizeBytes: null,
    state: 'live' as const,
    createdMs: 0,
    producer: { executionId: 8 + id, cell: type === 'Model' ? 'Trainer' : 'Evaluator' },
    properties: {},
    customProperties,
  });
  const access: Partial<PipelineAccess> = {
    artifact: (id) => artifact(id, 'ModelEvaluation'),
    executionInputs: () => ({
      model: [artifact(2, 'Model')],
      examples: [artifact(1, 'Examples', { classes: { names: ['pet', 'background', 'border'] } })],
    }),
  };
  return access as PipelineAccess;
}

const get = async (folder: string) => {
  const view = await evaluationHandlers['evaluation.get'](
    { artifactId: 5 },
    { pipeline: pipelineWith(folder), signal },
  );
  return evaluationMethods['evaluation.get'].result.parse(view);
};

test('evaluation.get shows an evaluation that TFMA wrote: verdict, rules, candidate beside baseline', async () => {
  const view = await get(path.join(fixtures, 'tfx-run', 'evaluation-29'));
  assert.equal(view.verdict, 'not-blessed');
  assert.deepEqual(
    view.rules.map(({ text, passes }) => [text, passes]),
    [
      ['sparse_categorical_accuracy 0.8795 >= 0.99: fails', false],
      ['change of sparse_categorical_accuracy 0 >= -0.001: passes', true],
    ],
  );
  assert.deepEqual(view.candidateModel, { artifactId: 2, label: 'Trainer 10' });
  const [overall] = view.slices;
  const loss = overall?.metrics.find(({ name }) => name === 'loss');
  assert.deepEqual(
    { slice: overall?.slice, candidate: loss?.candidate, baseline: loss?.baseline },
    { slice: 'Overall', candidate: 1.078003168106079, baseline: 1.0747257471084595 },
  );
});

test('evaluation.get shows every slice and only finite numbers', async () => {
  const view = await get(path.join(fixtures, 'binary', 'tfma'));
  assert.equal(view.slices.length, 16);
  const counts = ['species:cat', 'species:dog', 'species:owl'].map(
    (name) => view.slices.find(({ slice }) => slice === name)?.examples ?? 0,
  );
  assert.equal(counts[0]! + counts[1]! + counts[2]!, 400);
});

async function threeExamples(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-evaluation-'));
  await using writer = await ExampleResultWriter.create(folder);
  const label = [0, 0, 1, 1, 2, 2];
  const predictions = [
    [0, 0, 1, 1, 2, 2],
    [1, 1, 1, 1, 2, 2],
    [1, 0, 1, 1, 0, 2],
  ];
  for (const [record, predicted] of predictions.entries()) {
    const accuracy = predicted.filter((code, point) => code === label[point]).length / 6;
    const candidate = { metrics: { accuracy }, predicted };
    const baseline = { metrics: { accuracy: 0.5 }, predicted: label };
    await writer.write({ record, shape: [2, 3], label, models: { candidate, baseline } });
  }
  return folder;
}

const list = async (folder: string, params: object) => {
  const all = { artifactId: 5, offset: 0, limit: 10, ...params };
  const context = { pipeline: pipelineWith(folder), signal };
  const { total, rows } = await evaluationHandlers['evaluation.examples'](all, context);
  return { total, records: rows.map(({ record }) => record) };
};

test('evaluation.examples puts the worst first, sorts by any metric and model, and pages', async () => {
  const folder = await threeExamples();
  const sort = (model: 'candidate' | 'baseline' | 'difference', descending: boolean) => ({
    sort: { metric: 'accuracy', model, descending },
  });
  assert.deepEqual(await list(folder, {}), { total: 3, records: [1, 2, 0] });
  assert.deepEqual(await list(folder, sort('difference', true)), { total: 3, records: [0, 1, 2] });
  assert.deepEqual(await list(folder, sort('baseline', true)), { total: 3, records: [0, 1, 2] });
  assert.deepEqual(await list(folder, { offset: 1, limit: 1 }), { total: 3, records: [2] });
});

test('evaluation.examples shows the examples behind a cell of the confusion matrix, most pixels first', async () => {
  const folder = await threeExamples();
  assert.deepEqual(await list(folder, { confusion: { actual: 0, predicted: 1 } }), {
    total: 2,
    records: [1, 2],
  });
  assert.deepEqual(await list(folder, { confusion: { actual: 1, predicted: 2 } }), { total: 0, records: [] });
});

test('evaluation.examples of an evaluation that TFMA wrote is empty', async () => {
  const folder = path.join(fixtures, 'tfx-run', 'evaluation-9');
  assert.deepEqual(await list(folder, {}), { total: 0, records: [] });
});

async function pixels(folder: string, address: string) {
  const url = new URL(address, 'http://127.0.0.1');
  const picture = await handleEvaluationPicture(url.pathname, url.searchParams, pipelineWith(folder), signal);
  if (picture === null) {
    return null;
  }
  const { width, height, channels } = await sharp(picture.body).metadata();
  const image = channels === 1 ? sharp(picture.body).extractChannel(0) : sharp(picture.body);
  return { width, height, channels, data: [...(await image.raw().toBuffer())] };
}

test('handleEvaluationPicture() draws codes as grey values, classes in colours, and errors in red', async () => {
  const folder = await threeExamples();
  assert.deepEqual(await pixels(folder, '/artifact/5/prediction/candidate/2.png?raw=1'), {
    width: 3,
    height: 2,
    channels: 1,
    data: [1, 0, 1, 1, 0, 2],
  });
  const colored = await pixels(folder, '/artifact/5/prediction/baseline/2.png');
  assert.deepEqual(colored?.data.slice(0, 4), [0xe6, 0x9f, 0x00, 255], 'pet');
  assert.equal(colored?.data[2 * 4 + 3], 0, 'background is transparent');
  const errors = await pixels(folder, '/artifact/5/error/2.png');
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5].map((point) => errors?.data[point * 4 + 3]),
    [255, 0, 0, 0, 255, 0],
  );
});

test('handleEvaluationPicture() answers nothing for other paths and records that are not there', async () => {
  const folder = await threeExamples();
  assert.equal(await pixels(folder, '/artifact/5/example/eval/0/image.png'), null);
  assert.equal(await pixels(folder, '/artifact/5/error/99.png'), null);
});
