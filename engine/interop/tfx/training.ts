import { call, code, dict, dictOf, list, literal, type Python } from '../python/python-code.ts';
import type { CellExporter, CellScope } from './cell-scope.ts';
import { isEqual } from './traced-value.ts';

export const exportTransform: CellExporter = (cell) => {
  cell.parameters.settle('module_file');
  return call('tfx.components.Transform', {
    examples: cell.input('examples'),
    schema: cell.input('schema'),
    module_file: cell.userModule({
      name: 'preprocessing_fn',
      argument: 'inputs',
      original: 'preprocessingFn',
    }),
    splits_config: splitsConfig(cell),
    disable_statistics: cell.parameters.python('disable_statistics', false),
  });
};

/** TFX transforms only the splits that are named as soon as those to analyze are. */
function splitsConfig(cell: CellScope): Python | undefined {
  const analyze = cell.parameters.python('analyze_splits', ['train']);
  if (analyze === undefined) return undefined;
  cell.note(
    'its analyze_splits are named, and TFX then transforms only the splits that are named beside them: add any that are missing to "transform"',
  );
  const named = cell.parameters.plain<readonly string[]>('analyze_splits');
  const transform = [...new Set([...named, 'train', 'eval'])].map(literal);
  return call('tfx.proto.SplitsConfig', { analyze, transform: list(transform) });
}

export const exportTrainer: CellExporter = (cell) =>
  call('tfx.components.Trainer', {
    ...trainingKeywords(cell, { name: 'run_fn', original: 'buildModel or runFn' }),
    custom_config: dict(cell.parameters.rest()),
  });

export const exportTuner: CellExporter = (cell) =>
  call('tfx.components.Tuner', {
    ...trainingKeywords(cell, { name: 'tuner_fn', original: 'buildModel' }),
    custom_config: dict(cell.parameters.rest()),
  });

interface VertexMachine {
  readonly project: string;
  readonly region: string;
  readonly image_uri: string;
  readonly machine_type: string;
  readonly accelerator_type: string;
  readonly accelerator_count: number;
}

const google = 'tfx.extensions.google_cloud_ai_platform';

/** Training as a custom job; TFX runs a job of its own image, so Millrace's is named in a note. */
export const exportVertexTrainer: CellExporter = (cell) => {
  const vertex = cell.parameters.plain<VertexMachine>('vertex');
  cell.note(
    'the container image, the staging folder and the folder in the image (vertex) are for Millrace: give a TFX image with your Python module in image_uri; TFX stages in the pipeline root, which must be a gs:// folder',
  );
  const keywords = trainingKeywords(cell, { name: 'run_fn', original: 'buildModel or runFn' });
  const accelerator =
    vertex.accelerator_type === ''
      ? {}
      : {
          accelerator_type: literal(vertex.accelerator_type),
          accelerator_count: literal(vertex.accelerator_count),
        };
  const pool = dict({
    machine_spec: dict({ machine_type: literal(vertex.machine_type), ...accelerator }),
    replica_count: literal(1),
    container_spec: dict({ image_uri: literal(vertex.image_uri) }),
  });
  const settings: [Python, Python][] = [
    [code(`${google}.ENABLE_VERTEX_KEY`), literal(true)],
    [code(`${google}.VERTEX_REGION_KEY`), literal(vertex.region)],
    [
      code(`${google}.TRAINING_ARGS_KEY`),
      dict({ project: googleProject(vertex.project), worker_pool_specs: list([pool]) }),
    ],
  ];
  const rest = Object.entries(cell.parameters.rest()).flatMap(([name, value]): [Python, Python][] =>
    value === undefined ? [] : [[literal(name), value]],
  );
  return call(`${google}.Trainer`, { ...keywords, custom_config: dictOf([...settings, ...rest]) });
};

/** The project of the credentials, which the cell takes where it names none, is the environment's to TFX. */
export function googleProject(project: string): Python {
  return project === '' ? code('os.environ["GOOGLE_CLOUD_PROJECT"]') : literal(project);
}

function trainingKeywords(
  cell: CellScope,
  wanted: { readonly name: string; readonly original: string },
): Record<string, Python | undefined> {
  cell.parameters.settle('module_file');
  return {
    examples: cell.input('examples'),
    transform_graph: cell.input('transform_graph'),
    schema: cell.input('schema'),
    base_model: cell.input('base_model'),
    hyperparameters: cell.input('hyperparameters'),
    module_file: cell.userModule({ ...wanted, argument: 'fn_args' }),
    train_args: stepArguments(cell, 'Train', 'train'),
    eval_args: stepArguments(cell, 'Eval', 'eval'),
  };
}

function stepArguments(cell: CellScope, type: 'Train' | 'Eval', prefix: 'train' | 'eval'): Python {
  const steps = cell.parameters.traced(`${prefix}_steps`);
  return call(`tfx.proto.${type}Args`, {
    splits: cell.parameters.python(`${prefix}_splits`),
    num_steps: isEqual(steps, 0) ? undefined : cell.parameters.python(`${prefix}_steps`),
  });
}
