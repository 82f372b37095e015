import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactTypeName } from '../../../pipeline/artifact-types.ts';
import type { ExecutorContext, InputArtifact } from '../../../pipeline/component.ts';
import { type HFPusherParameters, hfPusher } from '../definition.ts';
import { type SampleArtifacts, writeSampleArtifacts } from './sample-push.ts';

/** What an executor said while it ran. */
interface Heard {
  readonly logs: string[];
  readonly progress: { done: number; total: number | null; message?: string }[];
}

/** A push cell with artifacts on disk, to be run as often as a test likes. */
export interface PushCase extends AsyncDisposable {
  readonly folder: string;
  readonly artifacts: SampleArtifacts;
  readonly heard: Heard;
  context(
    parameters?: Partial<HFPusherParameters>,
    options?: PushOptions,
  ): ExecutorContext<HFPusherParameters>;
}

export interface PushOptions {
  readonly token?: string;
  readonly signal?: AbortSignal;
  readonly blessed?: 0 | 1;
  readonly modelDigest?: string;
  /** Name of the folder that attempts at one push share. */
  readonly state?: string;
}

const types: Readonly<Record<string, ArtifactTypeName>> = {
  model: 'Model',
  transform_graph: 'TransformGraph',
  evaluation: 'ModelEvaluation',
  schema: 'Schema',
};

/** Makes a push cell's surroundings in a temporary folder. */
export async function makePushCase(): Promise<PushCase> {
  const folder = await mkdtemp(join(tmpdir(), 'hf-pusher-'));
  const artifacts = await writeSampleArtifacts(join(folder, 'root'));
  const heard: Heard = { logs: [], progress: [] };
  const output = join(folder, 'output');
  const state = (name: string) => join(folder, `state-${name}`);
  await Promise.all([output, state('first'), state('second')].map((path) => mkdir(path)));
  const contextOf = (parameters: Partial<HFPusherParameters>, options: PushOptions) => ({
    parameters: { ...hfPusher.parameters.parse({}), ...parameters },
    inputs: { ...inputsOf(artifacts, options), model_blessing: [blessing(options.blessed ?? 1)] },
    outputs: { pushed_model: { type: 'PushedModel', path: output, finalUri: output } as const },
    notebookDirectory: artifacts.notebook,
    pipelineRoot: join(folder, 'root'),
    pipelineName: 'pets',
    runId: '2026-11-24T08:59:48.147378',
    executionId: 12,
    stateDirectory: state(options.state ?? 'first'),
    sources: [],
    preparedProperties: {},
    secrets: options.token === undefined ? {} : { huggingface: options.token },
    signal: options.signal ?? new AbortController().signal,
    report: reporter(heard),
  });
  return {
    folder,
    artifacts,
    heard,
    context: (parameters = {}, options = {}) => contextOf(parameters, options),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

function inputsOf(
  artifacts: SampleArtifacts,
  options: PushOptions,
): Record<string, readonly InputArtifact[]> {
  const keys = ['model', 'transform_graph', 'evaluation', 'schema'] as const;
  return Object.fromEntries(
    keys.map((key, index) => {
      const digest = key === 'model' ? (options.modelDigest ?? 'sha256-model') : `sha256-${key}`;
      return [key, [artifact(index + 1, types[key] ?? 'Model', { path: artifacts[key], digest })]];
    }),
  );
}

function blessing(blessed: 0 | 1): InputArtifact {
  return {
    ...artifact(9, 'ModelBlessing', { path: '/nowhere', digest: 'sha256-blessing' }),
    customProperties: { blessed },
  };
}

function artifact(
  id: number,
  type: ArtifactTypeName,
  { path, digest }: { readonly path: string; readonly digest: string },
): InputArtifact {
  return { id, type, path, uri: path, digest, properties: {}, customProperties: {} };
}

function reporter(heard: Heard): ExecutorContext['report'] {
  return {
    progress: ({ done, total, message }) =>
      heard.progress.push({ done, total, ...(message === undefined ? {} : { message }) }),
    log: (_level, message) => heard.logs.push(message),
    metrics: () => undefined,
    samples: () => undefined,
    checkpoint: () => undefined,
  };
}
