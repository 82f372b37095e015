import { executors } from '../../components/executors.ts';
import { findComponent } from '../../components/registry.ts';
import { SecretStore } from '../../destinations/secrets/secret-store.ts';
import { runContainerTask } from '../../orchestrator/container-task/run-container-task.ts';
import type { ExecutionReporter, Executor } from '../../pipeline/component.ts';
import type { Command } from '../command.ts';
import { standardOutput } from '../output.ts';
import { parseArguments } from '../parse-arguments.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  notebook: { type: 'string' },
  cell: { type: 'string' },
  pipeline_root: { type: 'string' },
  executor_input: { type: 'string' },
} as const;

/** The entry of the container image: one cell as a task of a compiled pipeline. */
export const executorCommand: Command = {
  usage: 'executor --notebook FILE --cell ID --pipeline_root URI --executor_input JSON',
  summary: 'runs one cell as a task of a compiled Vertex pipeline, inside its container',
  async run(args) {
    const { values } = parseArguments(args, options);
    const { notebook, cell, pipeline_root: pipelineRoot, executor_input: executorInput } = values;
    if (!notebook || !cell || !pipelineRoot || !executorInput)
      throw new UsageError('executor needs --notebook, --cell, --pipeline_root and --executor_input');
    const secrets = await SecretStore.create({ environment: process.env });
    const abort = new AbortController();
    process.once('SIGTERM', () => abort.abort());
    await runContainerTask({
      notebookPath: notebook,
      cell,
      pipelineRoot,
      executorInput,
      find: findComponent,
      loadExecutor,
      secrets: (services) => secrets.values(services),
      report: logReporter,
      signal: abort.signal,
    });
    return 0;
  },
};

async function loadExecutor(component: string): Promise<Executor> {
  const load = executors[component];
  if (load === undefined) throw new UsageError(`there is no executor for "${component}"`);
  return load();
}

/** A container's log is where people look: lines for what happens, progress at most every ten seconds. */
const logReporter: ExecutionReporter = {
  progress: everyTenSeconds(({ done, total, unit }) => standardOutput.say(`${done}/${total ?? '?'} ${unit}`)),
  log: (level, message) => standardOutput.say(`${level}: ${message}`),
  metrics: ({ step, values }) => standardOutput.say(`step ${step}: ${JSON.stringify(values)}`),
  samples: () => undefined,
  checkpoint: ({ epoch, best }) =>
    standardOutput.say(`checkpoint of epoch ${epoch}${best ? ', the best so far' : ''}`),
};

function everyTenSeconds<Update>(tell: (update: Update) => void): (update: Update) => void {
  let toldMs = 0;
  return (update) => {
    if (Date.now() - toldMs < 10_000) return;
    toldMs = Date.now();
    tell(update);
  };
}
