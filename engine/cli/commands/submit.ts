import { SecretStore } from '../../destinations/secrets/secret-store.ts';
import { followJob } from '../../destinations/vertex/follow-job.ts';
import { emulatorsFrom, type GoogleConnection } from '../../destinations/vertex/google-connection.ts';
import {
  cancelPipelineJob,
  getPipelineJob,
  submitPipelineJob,
} from '../../destinations/vertex/pipeline-jobs.ts';
import { projectOf } from '../../destinations/vertex/project-of.ts';
import { openVertexClients, type VertexClients } from '../../destinations/vertex/vertex-clients.ts';
import { loadNotebook } from '../../pipeline/load-notebook.ts';
import { applyOverrides, parseOverride } from '../../pipeline/override.ts';
import type { Command } from '../command.ts';
import { compileNotebook } from '../export/compile-notebook.ts';
import { parseResources } from '../export/parse-resources.ts';
import { standardOutput } from '../output.ts';
import { parseArguments } from '../parse-arguments.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  project: { type: 'string', default: '' },
  region: { type: 'string', default: 'us-central1' },
  name: { type: 'string' },
  image: { type: 'string' },
  'pipeline-root': { type: 'string' },
  set: { type: 'string', multiple: true },
  resources: { type: 'string', multiple: true },
  wait: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export const submitCommand: Command = {
  usage:
    'submit NOTEBOOK --image IMAGE --pipeline-root gs://BUCKET/FOLDER [--project ID] [--region REGION] [--name NAME] [--set CELL.PARAMETER=VALUE]... [--resources CELL=cpu:4,memory:16]... [--wait] [--json]',
  summary: 'runs the notebook on Vertex AI Pipelines',
  async run(args) {
    const { values, positionals } = parseArguments(args, options);
    const [path] = positionals;
    const { image, 'pipeline-root': pipelineRoot } = values;
    if (path === undefined || image === undefined || pipelineRoot === undefined)
      throw new UsageError('submit needs a notebook, --image and --pipeline-root');
    const notebook = applyOverrides(
      (await loadNotebook(path)).notebook,
      (values.set ?? []).map(parseOverride),
    );
    const secrets = await SecretStore.create({ environment: process.env });
    const connection = connectionOf(values.project, values.region, secrets.get('google'));
    const clients = await openVertexClients(connection);
    try {
      const job = await submitPipelineJob(clients, connection, {
        spec: compileNotebook(notebook, {
          image,
          pipelineRoot,
          resources: Object.fromEntries((values.resources ?? []).map(parseResources)),
        }),
        displayName: values.name ?? notebook.name,
        pipelineRoot,
        parameters: {},
        nowMs: Date.now(),
      });
      standardOutput.say(`Submitted: ${job.consoleUrl}`);
      if (values.wait) await waitForJob(clients, connection, job.name);
      const now = await getPipelineJob(clients, connection, job.name);
      standardOutput.result(values.json ? JSON.stringify(now) : `${now.name} is ${now.state}`);
      return 0;
    } finally {
      await clients.close();
    }
  },
};

function connectionOf(project: string, region: string, credentials: string | undefined): GoogleConnection {
  return {
    project: projectOf(project, credentials),
    region,
    credentials,
    emulators: emulatorsFrom(process.env),
  };
}

/** Ctrl+C cancels the pipeline: who waits for it does not want it to go on unseen. */
async function waitForJob(clients: VertexClients, connection: GoogleConnection, name: string): Promise<void> {
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  await followJob({
    step: { action: 'run the pipeline', role: 'Vertex AI User' },
    signal: abort.signal,
    get: async () => (await clients.pipelines.getPipelineJob({ name }))[0],
    cancel: () => cancelPipelineJob(clients, name),
    everyMs: connection.emulators === undefined ? 15_000 : 100,
    onState: (state, seconds) => standardOutput.say(`${Math.round(seconds)} s: ${state}`),
  });
}
