import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PipelineSpec, TaskSpec } from '../../destinations/vertex/pipeline-spec/pipeline-spec.ts';
import type { ExecutorOutput, TaskArtifact } from '../../pipeline/executor-input.ts';

const run = promisify(execFile);
const main = path.resolve(import.meta.dirname, '../main.ts');

type Made = Map<string, ExecutorOutput>;

/**
 * Runs the tasks of a compiled pipeline one after another on this machine, as KFP's backend would on many: each gets an
 * executor input with URIs below a local root and leaves an executor output. Only containers of this engine run.
 */
export async function runPipelineSpec(
  spec: PipelineSpec,
  options: { readonly root: string; readonly runId: string; readonly folder: string },
): Promise<Made> {
  const made: Made = new Map();
  const waiting = new Map(Object.entries(spec.root.dag.tasks));
  while (waiting.size > 0) {
    const ready = [...waiting].find(([, task]) =>
      (task.dependentTasks ?? []).every((name) => made.has(name)),
    );
    if (ready === undefined)
      throw new Error(`These tasks wait for each other: ${[...waiting.keys()].join(', ')}`);
    const [name, task] = ready;
    waiting.delete(name);
    made.set(name, await runTask(spec, { ...options, name, task, made }));
  }
  return made;
}

interface TaskToRun {
  readonly name: string;
  readonly task: TaskSpec;
  readonly root: string;
  readonly runId: string;
  readonly folder: string;
  readonly made: Made;
}

async function runTask(spec: PipelineSpec, work: TaskToRun): Promise<ExecutorOutput> {
  const component = spec.components[work.task.componentRef.name];
  const container = spec.deploymentSpec.executors[component?.executorLabel ?? '']?.container;
  if (component === undefined || container === undefined)
    throw new Error(`The task ${work.name} has no container`);
  const taskRoot = path.join(work.root, work.runId, work.name);
  const outputFile = path.join(taskRoot, 'executor_output.json');
  const outputs = Object.keys(component.outputDefinitions?.artifacts ?? {}).map((key) => [
    key,
    { artifacts: [{ name: key, uri: `file://${path.join(taskRoot, key)}`, metadata: {} }] },
  ]);
  const input = {
    inputs: { parameterValues: parameterValues(spec, work.task), artifacts: inputArtifacts(work) },
    outputs: { artifacts: Object.fromEntries(outputs), outputFile },
  };
  await mkdir(taskRoot, { recursive: true });
  const args = container.args.map((arg) =>
    arg === '{{$}}' ? JSON.stringify(input) : arg === '/pipeline' ? work.folder : arg,
  );
  await run(process.execPath, [main, ...container.command.slice(1), ...args], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(await readFile(outputFile, 'utf8'));
}

function parameterValues(spec: PipelineSpec, task: TaskSpec): Record<string, unknown> {
  const declared = spec.root.inputDefinitions?.parameters ?? {};
  const entries = Object.entries(task.inputs?.parameters ?? {}).map(([name, { componentInputParameter }]) => [
    name,
    declared[componentInputParameter]?.defaultValue,
  ]);
  return Object.fromEntries(entries);
}

function inputArtifacts({ task, made }: TaskToRun): Record<string, { artifacts: readonly TaskArtifact[] }> {
  const entries = Object.entries(task.inputs?.artifacts ?? {}).map(([key, { taskOutputArtifact }]) => {
    const artifacts =
      made.get(taskOutputArtifact.producerTask)?.artifacts[taskOutputArtifact.outputArtifactKey]?.artifacts ??
      [];
    return [key, { artifacts }];
  });
  return Object.fromEntries(entries);
}
