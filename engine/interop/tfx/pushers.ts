import { call, code, dict, dictOf, literal, type Python } from '../python/python-code.ts';
import { type CellExporter, type CellScope, notebookPath } from './cell-scope.ts';
import { googleProject } from './training.ts';

interface PushDestination {
  readonly filesystem: { readonly base_directory: string; readonly versioning: string };
}

export const exportPusher: CellExporter = (cell) => {
  const { filesystem } = cell.parameters.plain<PushDestination>('push_destination');
  const folder =
    filesystem.base_directory === ''
      ? call('os.path.join', {}, [code('PIPELINE_ROOT'), literal('serving_model')])
      : notebookPath(filesystem.base_directory);
  return call('tfx.components.Pusher', {
    ...pushedInputs(cell),
    push_destination: call('tfx.proto.PushDestination', {
      filesystem: call('tfx.proto.PushDestination.Filesystem', {
        base_directory: folder,
        versioning:
          filesystem.versioning === 'AUTO'
            ? undefined
            : code(`tfx.proto.Versioning.${filesystem.versioning}`),
      }),
    }),
  });
};

const google = 'tfx.extensions.google_cloud_ai_platform';

export const exportVertexPusher: CellExporter = (cell) => {
  const { parameters } = cell;
  const accelerator = parameters.python('accelerator_type', '');
  const count = parameters.python('accelerator_count');
  if (parameters.plain('deploy') === false)
    cell.note('TFX always deploys what it pushes to Vertex AI: deploy "false" has no counterpart');
  const name = parameters.python('endpoint_name', '') ?? literal(`prediction-${cell.notebook.name}`);
  const serving = dict({
    project_id: googleProject(parameters.plain('project')),
    endpoint_name: name,
    machine_type: parameters.python('machine_type'),
    accelerator_type: accelerator,
    accelerator_count: accelerator && count,
    min_replica_count: parameters.python('min_replica_count'),
    max_replica_count: parameters.python('max_replica_count'),
    traffic_percentage: parameters.python('traffic_percent'),
  });
  parameters.settle('staging_folder');
  cell.note('TFX uploads the model from the pipeline root, which must be a gs:// folder');
  return call(`${google}.Pusher`, {
    ...pushedInputs(cell),
    custom_config: dictOf([
      [code(`${google}.ENABLE_VERTEX_KEY`), literal(true)],
      [code(`${google}.VERTEX_REGION_KEY`), parameters.python('region') ?? literal('us-central1')],
      [code(`${google}.VERTEX_CONTAINER_IMAGE_URI_KEY`), parameters.python('serving_image') ?? literal('')],
      [code(`${google}.SERVING_ARGS_KEY`), serving],
    ]),
  });
};

/** The component of tfx-addons, which reads its token from the environment and keeps it out of the metadata. */
export const exportHFPusher: CellExporter = (cell) => {
  const { parameters } = cell;
  cell.imports('from tfx_addons.huggingface_pusher.component import HFPusher');
  cell.note('it needs the package tfx-addons, git-lfs, and a token in the environment variable HF_TOKEN');
  const owner = parameters.python('username', '');
  if (owner === undefined)
    cell.note('tfx-addons must be told the owner: set the environment variable HF_USERNAME');
  if (parameters.plain('visibility') === 'private')
    cell.note(
      'tfx-addons makes PUBLIC repositories: to keep the model private, make the repository by hand first',
    );
  return call('HFPusher', {
    username: owner ?? code('os.environ["HF_USERNAME"]'),
    access_token: literal('HF_TOKEN'),
    decrypt_fn: literal('pipeline.read_environment'),
    repo_name: parameters.python('repo_name', '') ?? literal(cell.notebook.name),
    space_config: spaceConfig(cell),
    model: cell.input('model'),
    model_blessing: cell.input('model_blessing'),
  });
};

function spaceConfig(cell: CellScope): Python | undefined {
  const { parameters } = cell;
  const kind = parameters.plain<string>('space');
  const template = parameters.plain<string>('space_app_path');
  if (kind === 'none') return undefined;
  if (template === '') {
    cell.note(
      `its Space (space "${kind}") is made by Millrace: tfx-addons needs a folder of your own (space_app_path)`,
    );
    return undefined;
  }
  if (kind === 'both') cell.note('tfx-addons makes one Space: the static one of "both"');
  return dict({
    app_path: notebookPath(template),
    space_sdk: literal(kind === 'gradio' ? 'gradio' : 'static'),
    repo_name: parameters.python('space_repo_name', ''),
  });
}

function pushedInputs(cell: CellScope): Record<string, Python | undefined> {
  return {
    model: cell.input('model'),
    model_blessing: cell.input('model_blessing'),
    infra_blessing: cell.input('infra_blessing'),
  };
}
