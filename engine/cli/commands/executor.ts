import { appendFileSync } from 'node:fs';
import { executors } from '../../components/executors.ts';
import { findComponent } from '../../components/registry.ts';
import { SecretStore } from '../../destinations/secrets/secret-store.ts';
import { runContainerTask } from '../../orchestrator/container-task/run-container-task.ts';
import type { ExecutionReporter, Executor } from '../../pipeline/component.ts';
import { localPath } from '../../pipeline/executor-input.ts';
import type { Command } from '../command.ts';
import { standardOutput } from '../output.ts';
import { parseArguments } from '../parse-arguments.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  component: { type: 'string' },
  parameters: { type: 'string', default: '{}' },
  notebook_folder: { type: 'string', default: '.' },
  pipeline: { type: 'string' },
  pipeline_root: { type: 'string' },
  log_file: { type: 'string' },
  executor_input: { type: 'string' },
} as const;

/** The entry of the container image: one cell as a task of a compiled pipeline, or of a custom job. */
export const executorCommand: Command = {
  usage:
    'executor --component NAME --pipeline NAME --pipeline_root URI --executor_input JSON [--parameters JSON] [--notebook_folder DIR] [--log_file URI]',
  summary: 'runs one cell as a task of a compiled Vertex pipeline, inside its container',
  async run(args) {
    const { values } = parseArguments(args, options);
    const { component, pipeline, pipeline_root: pipelineRoot, executor_input: executorInput } = values;
    if (!component || !pipeline || !pipelineRoot || !executorInput)
      throw new UsageError('executor needs --component, --pipeline, --pipeline_root and --executor_input');
    const secrets = await SecretStore.create({ environment: process.env });
    const abort = new AbortController();
    process.once('SIGTERM', () => abort.abort());
    await runContainerTask({
      component,
      parameters: JSON.parse(values.parameters),
      notebookFolder: values.notebook_folder,
      pipeline,
      pipelineRoot,
      executorInput,
      find: findComponent,
      loadExecutor,
      secrets: (services) => secrets.values(services),
      report: logReporter(values.log_file),
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

/**
 * A container's log is where people look: lines for what happens, progress at most every ten seconds. A custom job also
 * writes them into a file, from which the notebook that started it shows them.
 */
function logReporter(logFile: string | undefined): ExecutionReporter {
  const say = (text: string): void => {
    standardOutput.say(text);
    if (logFile !== undefined) appendFileSync(localPath(logFile), `${text}\n`);
  };
  return {
    progress: everyTenSeconds(({ done, total, unit }) => say(`${done}/${total ?? '?'} ${unit}`)),
    log: (level, message) => say(`${level}: ${message}`),
    metrics: ({ step, values }) => say(`step ${step}: ${JSON.stringify(values)}`),
    samples: () => undefined,
    checkpoint: ({ epoch, best }) => say(`checkpoint of epoch ${epoch}${best ? ', the best so far' : ''}`),
  };
}

function everyTenSeconds<Update>(tell: (update: Update) => void): (update: Update) => void {
  let toldMs = 0;
  return (update) => {
    if (Date.now() - toldMs < 10_000) return;
    toldMs = Date.now();
    tell(update);
  };
}
