import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  ComponentDefinition,
  ExecutionReporter,
  Executor,
  ExecutorResult,
  InputArtifact,
  OutputTarget,
  PreparedSources,
} from '../../pipeline/component.ts';
import {
  type ExecutorInput,
  type ExecutorOutput,
  executorInputSchema,
  localPath,
  type TaskArtifact,
} from '../../pipeline/executor-input.ts';
import type { JsonValue } from '../../pipeline/notebook.ts';
import { resolveParameters } from '../../pipeline/resolve-parameters.ts';
import { fromTaskArtifact, toMetadata } from '../../pipeline/task-metadata.ts';
import { readContent } from '../artifact-manifest.ts';
import { OrchestratorError } from '../orchestrator-error.ts';
import { readHistory, recordArtifacts } from './task-history.ts';

export interface ContainerTask {
  readonly component: string;
  /** As written in the notebook: runtime parameters as `{ runtime: name }`, without defaults. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  /** Paths in parameters are relative to this folder. */
  readonly notebookFolder: string;
  readonly pipeline: string;
  readonly pipelineRoot: string;
  /** The JSON that KFP puts in the place of `{{$}}`. */
  readonly executorInput: string;
  readonly find: (component: string) => ComponentDefinition | undefined;
  readonly loadExecutor: (component: string) => Promise<Executor>;
  /** The secrets a component declares; it gets no others. */
  readonly secrets: (
    services: NonNullable<ComponentDefinition['secrets']>,
  ) => Readonly<Record<string, string>>;
  readonly report: ExecutionReporter;
  readonly signal: AbortSignal;
}

/** A task with everything its executor needs. */
interface PreparedTask {
  readonly task: ContainerTask;
  readonly input: ExecutorInput;
  readonly definition: ComponentDefinition;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, OutputTarget>>;
}

/**
 * Runs one cell as a container task of a KFP v2 pipeline: the same executor as on a workstation, with artifacts by URI.
 * Writes the executor output that KFP reads the results from.
 *
 * @throws OrchestratorError "invalid-cell"; whatever the executor throws
 */
export async function runContainerTask(task: ContainerTask): Promise<void> {
  const prepared = await prepareTask(task);
  const output = prepared.definition.resolve ? await resolveTask(prepared) : await executeTask(prepared);
  const file = localPath(prepared.input.outputs.outputFile);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(output));
  const made = Object.values(output.artifacts).flatMap(({ artifacts }) => artifacts);
  if (!prepared.definition.resolve)
    await recordArtifacts({ pipelineRoot: task.pipelineRoot, pipeline: task.pipeline }, made);
}

async function prepareTask(task: ContainerTask): Promise<PreparedTask> {
  const input = executorInputSchema.parse(JSON.parse(task.executorInput));
  const definition = task.find(task.component);
  if (definition === undefined)
    throw new OrchestratorError('invalid-cell', `There is no component "${task.component}"`);
  return {
    task,
    input,
    definition,
    parameters: parametersOf(task, definition, input),
    outputs: outputTargets(definition, input),
  };
}

function parametersOf(
  { component, parameters }: ContainerTask,
  definition: ComponentDefinition,
  input: ExecutorInput,
): Readonly<Record<string, unknown>> {
  const runtime = Object.entries(input.inputs.parameterValues).map(([name, value]) => ({
    name,
    type: 'string' as const,
    value: value as JsonValue,
  }));
  const cell = { kind: 'component', id: component, component, inputs: {}, parameters } as const;
  const resolved = resolveParameters(cell, definition, runtime);
  if (resolved.ok) return resolved.values;
  const [problem] = resolved.problems;
  throw new OrchestratorError('invalid-cell', problem?.message ?? 'The parameters are not valid');
}

function outputTargets(
  definition: ComponentDefinition,
  input: ExecutorInput,
): Readonly<Record<string, OutputTarget>> {
  const targets = Object.entries(definition.outputs).map(([key, { type }]) => {
    const uri = input.outputs.artifacts[key]?.artifacts[0]?.uri ?? '';
    return [key, { type, path: localPath(uri), finalUri: uri }] as const;
  });
  return Object.fromEntries(targets);
}

/** A resolver chooses among what earlier tasks recorded, and passes it on under its own output. */
async function resolveTask({ task, definition, parameters, input }: PreparedTask): Promise<ExecutorOutput> {
  const history = await readHistory({ pipelineRoot: task.pipelineRoot, pipeline: task.pipeline });
  const chosen = definition.resolve?.({ parameters, history }) ?? {};
  const artifacts = Object.keys(definition.outputs).map((key) => {
    const [found] = chosen[key] ?? [];
    const { name = '', uri } = input.outputs.artifacts[key]?.artifacts[0] ?? { uri: '' };
    const artifact =
      found === undefined
        ? { name, uri, metadata: {} }
        : { name, uri: found.uri, metadata: toMetadata(found) };
    return [key, { artifacts: [artifact] }] as const;
  });
  return { artifacts: Object.fromEntries(artifacts) };
}

async function executeTask(prepared: PreparedTask): Promise<ExecutorOutput> {
  const { task, definition, parameters, outputs } = prepared;
  const notebookDirectory = path.resolve(task.notebookFolder);
  for (const target of Object.values(outputs)) await mkdir(target.path, { recursive: true });
  const sources: PreparedSources = (await definition.prepare?.({
    parameters,
    notebookDirectory,
    signal: task.signal,
  })) ?? {
    files: [],
    modules: [],
    executionProperties: {},
  };
  const execute = await task.loadExecutor(definition.name);
  const result = await execute({
    parameters,
    inputs: inputArtifacts(prepared.input),
    outputs,
    notebookDirectory,
    pipelineRoot: localPath(task.pipelineRoot),
    pipelineName: task.pipeline,
    runId: path.basename(path.dirname(prepared.input.outputs.outputFile)),
    executionId: 0,
    stateDirectory: await mkdtemp(path.join(tmpdir(), 'millrace-task-')),
    sources: sources.files,
    preparedProperties: sources.executionProperties,
    secrets: task.secrets(definition.secrets ?? []),
    signal: task.signal,
    report: task.report,
  });
  return outputOf(prepared, result ?? {});
}

function inputArtifacts(input: ExecutorInput): Readonly<Record<string, readonly InputArtifact[]>> {
  const entries = Object.entries(input.inputs.artifacts).map(([key, { artifacts }]) => {
    const known = artifacts.map(fromTaskArtifact).filter((artifact) => artifact !== undefined);
    return [key, known] as const;
  });
  return Object.fromEntries(entries.filter(([, artifacts]) => artifacts.length > 0));
}

async function outputOf({ outputs, input }: PreparedTask, result: ExecutorResult): Promise<ExecutorOutput> {
  // Ids order what tasks of different runs made; the clock does that without a database.
  let id = Date.now();
  const entries: [string, { artifacts: TaskArtifact[] }][] = [];
  for (const [key, target] of Object.entries(outputs)) {
    const { properties = {}, customProperties = {} } = result.outputs?.[key] ?? {};
    const { digest } = await readContent(target.path, { properties, sync: false });
    const metadata = toMetadata({ id: id++, type: target.type, digest, properties, customProperties });
    const name = input.outputs.artifacts[key]?.artifacts[0]?.name ?? key;
    entries.push([key, { artifacts: [{ name, uri: target.finalUri, metadata }] }]);
  }
  return { artifacts: Object.fromEntries(entries) };
}
