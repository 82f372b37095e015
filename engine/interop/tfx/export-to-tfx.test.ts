import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { components } from '../../components/registry.ts';
import { loadNotebook } from '../../pipeline/load-notebook.ts';
import type { Cell, JsonValue, Notebook } from '../../pipeline/notebook.ts';
import { ExportError } from '../write-export.ts';
import { exportToTfx } from './export-to-tfx.ts';
import { exporters } from './exporters.ts';
import { readTfxSource, type WrittenBy } from './read-tfx-source.ts';
import type { TfxSource } from './tfx-source.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');
const samples = path.join(import.meta.dirname, '../../../assets/samples');

async function exportFile(file: string, written: WrittenBy = () => undefined) {
  const { notebook } = await loadNotebook(file);
  const notebookDirectory = path.dirname(file);
  const target = path.join(notebookDirectory, 'tfx');
  return exportToTfx(await readTfxSource({ notebook, notebookDirectory, target, written }));
}

/** Compares with what is kept; MILLRACE_UPDATE_GOLDEN=1 keeps what is made now. */
async function assertGolden(folder: string, files: readonly { path: string; text: string }[]): Promise<void> {
  for (const { path: name, text } of files) {
    const golden = path.join(fixtures, folder, name);
    if (process.env.MILLRACE_UPDATE_GOLDEN === '1') await writeFile(golden, text);
    assert.equal(text, await readFile(golden, 'utf8'), name);
  }
}

test('exportToTfx writes the sample as pipeline.py, importing the images that were read', async () => {
  const file = path.join(samples, 'pets.pipeline.yaml');
  const { files, notes } = await exportFile(file, (cell, output) =>
    cell === 'ExampleGen' && output === 'examples'
      ? {
          path: path.join(samples, 'pets.millrace/ExampleGen/examples/1'),
          splits: ['train', 'eval'],
          isFresh: true,
        }
      : undefined,
  );
  assert.deepEqual(
    files.map((each) => [each.path, each.isStartingPoint ?? false]),
    [
      ['pipeline.py', false],
      ['transform_module.py', true],
      ['trainer_module.py', true],
    ],
  );
  assert.deepEqual(
    notes.map(({ cell }) => cell),
    ['ExampleGen', 'ExampleValidator', 'Transform', 'Trainer', ...Array(4).fill('Evaluator')],
  );
  await assertGolden('pets', files);
});

test('exportToTfx writes every component, and names that would break Python', async () => {
  const { files } = await exportFile(path.join(fixtures, 'every-component', 'every.pipeline.yaml'));
  await assertGolden('every-component', files);
});

test('exportToTfx knows of every component whether TFX has it', () => {
  assert.deepEqual(Object.keys(exporters).sort(), components.map(({ name }) => name).sort());
});

/** Settings without which a parameter is not looked at, by component. */
const surroundings: Readonly<Record<string, Readonly<Record<string, Record<string, JsonValue>>>>> = {
  ExampleGen: {
    '': { format: 'csv', path: 'data' },
    seed: { output_config: { split_config: { splits: [{ name: 'a', fraction: 1 }] } } },
    input_config: { format: 'tfrecord' },
    range_config: { format: 'tfrecord' },
  },
  Resolver: { count: { strategy: 'latest_artifact' }, '': { strategy: 'span_range' } },
  VertexTrainer: { '': { vertex: { staging_folder: 'gs://a/b', image_uri: 'image' } } },
  HFPusher: {
    space_repo_name: { space: 'static', space_app_path: 'app' },
    space_app_path: { space: 'static' },
  },
  VertexPusher: { accelerator_count: { accelerator_type: 'T4' } },
};

/** Where the candidates do not do. */
const values: Readonly<Record<string, JsonValue>> = {
  eval_config: { metrics_specs: [{ metrics: [{ class_name: 'AUC' }] }] },
};

const vertex = { staging_folder: 'gs://a/b', image_uri: 'image', machine_type: 'other' };
const column = { output_key: 'a', output_column: 'b' };

/** Values to change a parameter to; the first that fits its schema and changes it is taken. */
const candidates: readonly JsonValue[] = [
  ...[true, false, 7, 0.25, 2, 'other', 'x/y', 'gs://other/folder', 'model.ts', 'other-name', ['other'], [7]],
  ...['static', 'public', 'lfs', 'latin1', 'skip', 'grid', 'adamw', 'mean_squared_error', 'cosine', 'none'],
  ...['tfrecord', 'latest_artifact', ['flip'], '|', 'encoded', { words: 'w.txt' }, { lr: { values: [1] } }],
  { model_signature_name: ['s'] },
  { example_splits: ['test'] },
  { output_columns_spec: [{ predict_output: { output_columns: [column] } }] },
  { push_destination: { filesystem: { base_directory: 'x' } } },
  { filesystem: { base_directory: 'x', versioning: 'AUTO' } },
  { splits: [{ name: 'a', pattern: 'b' }] },
  { split_config: { splits: [{ name: 'a', hash_buckets: 2 }] } },
  { static_range: { start_span_number: 1, end_span_number: 1 } },
  { binary: '/bin/serving' },
  { max_request_seconds: 1 },
  { split_name: 'other' },
  vertex,
];

/** In the records that are imported already, or of no meaning to what is exported. */
const told = new Set([
  'images_folder',
  'masks_folder',
  'resize',
  'image_encoding',
  'mask_shift',
  'class_names',
]);
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  // Of a format that is read otherwise: what it says is in the records that are imported.
  ExampleGen: ['revision', ...told],
  // In the model that is imported.
  HFImporter: ['repo_id', 'revision'],
  // Kept as another parameter makes them; a module is named in the notes.
  Resolver: ['count'],
  BulkInferrer: ['prediction_logs'],
  VertexPusher: ['staging_folder'],
};

for (const component of components.filter(({ name }) => exporters[name] !== null)) {
  test(`exportToTfx carries over or tells of every parameter of ${component.name}`, () => {
    for (const [name, schema] of Object.entries(component.parameters.shape)) {
      if (elsewhere[component.name]?.includes(name)) continue;
      const around = { ...surroundings[component.name]?.[''], ...surroundings[component.name]?.[name] };
      const required = { path: 'data', schema_file: 's', module_file: 'model.ts', repo_id: 'a/b' };
      const base = Object.fromEntries(
        Object.entries({ ...required, ...around }).filter(([key]) => key in component.parameters.shape),
      );
      const before = textOf(component.name, base);
      const parameter = schema as unknown as { safeParse(value: unknown): { success: boolean } };
      const given = values[name];
      const fitting =
        given === undefined ? candidates.filter((value) => parameter.safeParse(value).success) : [given];
      assert.ok(fitting.length > 0, `no value for ${name}`);
      const changed = fitting.some((value) => textOf(component.name, { ...base, [name]: value }) !== before);
      assert.ok(changed, `${name} leaves no trace`);
    }
  });
}

function textOf(component: string, parameters: Record<string, JsonValue>): string {
  const definition = components.find(({ name }) => name === component);
  const inputs = Object.fromEntries(
    Object.entries(definition?.inputs ?? {}).map(([key, { types }]) => [
      key,
      [`Source.${outputs[types[0] ?? '']}`],
    ]),
  );
  const cells: Cell[] = [
    ...sources(),
    { kind: 'component', id: 'Cell', component, inputs: redirect(inputs), parameters },
  ];
  return exportToTfx(sourceOf({ name: 'n', runtimeParameters: [], cells })).files[0]?.text ?? '';
}

/** The output of one of the cells of `sources` for each type of artifact. */
const outputs: Readonly<Record<string, string>> = {
  Examples: 'Records.examples',
  ExampleStatistics: 'Statistics.statistics',
  Schema: 'Schema.schema',
  TransformGraph: 'Transformed.transform_graph',
  Model: 'Trained.model',
  ModelRun: 'Trained.model_run',
  ModelBlessing: 'Evaluated.blessing',
  ModelEvaluation: 'Evaluated.evaluation',
  InfraBlessing: 'Infra.blessing',
  HyperParameters: 'Tuned.best_hyperparameters',
};

function redirect(inputs: Record<string, readonly string[]>): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, references]) => [
      key,
      references.map((reference) => reference.replace('Source.', '')),
    ]),
  );
}

function sources(): Cell[] {
  const cell = (id: string, component: string, inputs = {}, parameters = {}): Cell => ({
    kind: 'component',
    id,
    component,
    inputs,
    parameters,
  });
  const module_file = 'model.ts';
  const examples = ['Records.examples'];
  const transform_graph = ['Transformed.transform_graph'];
  return [
    cell('Records', 'ExampleGen', {}, { path: 'data', format: 'tfrecord' }),
    cell('Statistics', 'StatisticsGen', { examples }),
    cell('Schema', 'SchemaGen', { statistics: ['Statistics.statistics'] }),
    cell('Transformed', 'Transform', { examples, schema: ['Schema.schema'] }, { module_file }),
    cell('Tuned', 'Tuner', { examples, transform_graph }, { module_file }),
    cell('Trained', 'Trainer', { examples, transform_graph }, { module_file }),
    cell('Evaluated', 'Evaluator', { examples, model: ['Trained.model'] }),
    cell('Infra', 'InfraValidator', { model: ['Trained.model'] }),
  ];
}

function sourceOf(notebook: Notebook): TfxSource {
  const data = notebook.cells.flatMap((cell) =>
    cell.kind === 'component' && cell.component === 'ExampleGen'
      ? [[cell.id, { format: cell.parameters.format as 'csv', folder: '.', file: null }] as const]
      : [],
  );
  return { notebook, notebookFolder: '..', data: new Map(data), written: new Map(), modules: new Map() };
}

test('exportToTfx puts a cell behind those it needs, and leaves out what comes from what it left out', () => {
  const cell = (id: string, component: string, inputs = {}, parameters = {}): Cell => ({
    kind: 'component',
    id,
    component,
    inputs,
    parameters,
  });
  const cells = [
    cell('Statistics', 'StatisticsGen', { examples: ['Records.examples'] }),
    cell('Records', 'ExampleGen', {}, { path: 'data', format: 'csv' }),
    cell('Deployed', 'DeployedModelResolver'),
    cell('Judge', 'Evaluator', { examples: ['Records.examples'], model: ['Deployed.model'] }),
    cell('Push', 'Pusher', { model: ['Deployed.model'], model_blessing: ['Judge.blessing'] }),
  ];
  const { files, notes } = exportToTfx(sourceOf({ name: 'n', runtimeParameters: [], cells }));
  const text = files[0]?.text ?? '';
  assert.ok(text.indexOf('records = ') < text.indexOf('statistics = '));
  assert.doesNotMatch(text, /judge = /);
  assert.deepEqual(
    notes.map(({ cell: id, message }) => `${id}: ${message}`).filter((line) => /Deployed|Judge/.test(line)),
    [
      'Deployed: the cell is left out: TFX has no counterpart of DeployedModelResolver',
      'Judge: the cell is left out: its input "model" comes from what was left out',
      'Push: its input "model" is left out or lacks a part: Deployed.model is not exported',
      'Push: its input "model_blessing" is left out or lacks a part: Judge.blessing is not exported',
    ],
  );
});

test('exportToTfx refuses a cell whose parameters are not valid', () => {
  const cells: Cell[] = [
    { kind: 'component', id: 'A', component: 'ExampleGen', inputs: {}, parameters: { path: 3 } },
  ];
  assert.throws(
    () => exportToTfx(sourceOf({ name: 'n', runtimeParameters: [], cells })),
    (error) => error instanceof ExportError && error.location.cell === 'A',
  );
});
