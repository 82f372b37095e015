import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { findComponent } from '../components/registry.ts';
import { compilePipelineSpec, taskName } from '../destinations/vertex/pipeline-spec/compile-pipeline-spec.ts';
import { loadNotebook } from '../pipeline/load-notebook.ts';
import { componentCells } from '../pipeline/notebook.ts';
import { openSession } from './open-session.ts';
import { runPipelineSpec } from './testing/run-pipeline-spec.ts';
import { smallSample } from './testing/small-sample.ts';

test('the tasks of a compiled notebook give the digests that the notebook gives, and a resolver finds the model of an earlier run', async () => {
  const file = await smallSample();
  const folder = path.dirname(file);
  const session = await openSession({ path: file, root: path.join(folder, 'root'), trusted: true });
  const report = await session.startRun().done;
  assert.ok(report.ok, JSON.stringify(report.cells.filter((cell) => cell.error)));
  const expected = Object.fromEntries(
    report.cells.flatMap(({ cell, executionId }) =>
      Object.entries(session.reader.execution(executionId ?? 0).outputs).map(([key, [artifact]]) => [
        `${taskName(cell)}.${key}`,
        artifact?.digest,
      ]),
    ),
  );
  await session.close();

  const { notebook } = await loadNotebook(file);
  const pipelineRoot = `file://${path.join(folder, 'cloud')}`;
  const spec = compilePipelineSpec({
    notebook,
    find: findComponent,
    image: 'image',
    notebookFolder: '/pipeline',
    pipelineRoot,
    millraceVersion: '0',
    caching: true,
    resources: {},
  });
  const made = await runPipelineSpec(spec, { root: path.join(folder, 'cloud'), runId: 'run-1', folder });
  const cacheable = componentCells(notebook).filter(
    (cell) => findComponent(cell.component)?.cache === 'reuse' && cell.component !== 'Evaluator',
  );
  const digests = Object.fromEntries(
    cacheable.flatMap(({ id }) =>
      Object.entries(made.get(taskName(id))?.artifacts ?? {}).map(([key, { artifacts }]) => [
        `${taskName(id)}.${key}`,
        artifacts[0]?.metadata.millrace_digest,
      ]),
    ),
  );
  // TensorBoard's event files hold wall times, and nothing downstream reads them.
  delete digests['trainer.model_run'];
  assert.deepEqual(digests, Object.fromEntries(Object.keys(digests).map((key) => [key, expected[key]])));

  const blessing =
    made.get('evaluator')?.artifacts.blessing?.artifacts[0]?.metadata.millrace_custom_properties;
  const second = await runPipelineSpec(spec, { root: path.join(folder, 'cloud'), runId: 'run-2', folder });
  const baseline = second.get('latest-blessed-model-resolver')?.artifacts.model?.artifacts[0]?.uri ?? '';
  assert.equal(
    JSON.parse(String(blessing)).blessed === 1,
    baseline.includes('/run-1/trainer/model'),
    'blessed models are found',
  );
});
