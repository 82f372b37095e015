import type { CloudJob, cloudMethods } from '../../contract/cloud.ts';
import type { SecretStore } from '../../destinations/secrets/secret-store.ts';
import { emulatorsFrom, type GoogleConnection } from '../../destinations/vertex/google-connection.ts';
import {
  cancelPipelineJob,
  getPipelineJob,
  type PipelineJob,
  submitPipelineJob,
} from '../../destinations/vertex/pipeline-jobs.ts';
import { taskName } from '../../destinations/vertex/pipeline-spec/compile-pipeline-spec.ts';
import type { PipelineSpec } from '../../destinations/vertex/pipeline-spec/pipeline-spec.ts';
import { projectOf } from '../../destinations/vertex/project-of.ts';
import { openVertexClients, type VertexClients } from '../../destinations/vertex/vertex-clients.ts';
import { VertexError } from '../../destinations/vertex/vertex-error.ts';
import { componentCells, type Notebook } from '../../pipeline/notebook.ts';
import { CloudJobList, type SubmittedJob } from '../cloud-job-list.ts';
import type { Handlers } from '../handler.ts';
import type { Workspace } from '../workspace.ts';

export interface CloudSources {
  readonly workspace: Workspace;
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly compile: (notebook: Notebook, place: { image: string; pipelineRoot: string }) => PipelineSpec;
}

/** The calls that run the whole notebook on Vertex AI Pipelines and look after such runs. */
export function cloudHandlers({ workspace, secrets, compile }: CloudSources): Handlers<typeof cloudMethods> {
  const connect = ({ project, region }: Pick<SubmittedJob, 'project' | 'region'>): GoogleConnection => {
    const credentials = secrets.get('google');
    return {
      project: projectOf(project, credentials),
      region,
      credentials,
      emulators: emulatorsFrom(process.env),
    };
  };
  return {
    'cloud.jobs': async (_, { pipeline }) => {
      const submitted = await new CloudJobList(pipeline.pipelineRoot).read();
      const cells = cellsByTask(workspace.session.notebook);
      const jobs = await Promise.all(
        submitted.slice(0, 20).map((job) => describeJob(job, { connection: connect(job), cells })),
      );
      return { jobs, lastPlace: submitted[0] ?? null };
    },
    'cloud.submit': async (place, { pipeline }) => {
      const { notebook } = workspace.session;
      const connection = connect(place);
      const job = await withClients(connection, (clients) =>
        submitPipelineJob(clients, connection, {
          spec: compile(notebook, place),
          displayName: notebook.name,
          pipelineRoot: place.pipelineRoot,
          parameters: {},
          nowMs: Date.now(),
        }),
      );
      const submitted = { ...place, project: connection.project, name: job.name, submittedMs: Date.now() };
      await new CloudJobList(pipeline.pipelineRoot).add(submitted);
      return toView(job, { ...submitted, cells: cellsByTask(notebook) });
    },
    'cloud.cancel': async ({ name }, { pipeline }) => {
      const job = (await new CloudJobList(pipeline.pipelineRoot).read()).find((known) => known.name === name);
      if (job === undefined) throw new VertexError('not-found', `No run "${name}" was submitted from here`);
      await withClients(connect(job), (clients) => cancelPipelineJob(clients, name));
      return null;
    },
  };
}

/** A run that cannot be looked at (no network, no rights) still shows, with the reason. */
async function describeJob(
  job: SubmittedJob,
  { connection, cells }: { readonly connection: GoogleConnection; readonly cells: CellsByTask },
): Promise<CloudJob> {
  try {
    return toView(await withClients(connection, (clients) => getPipelineJob(clients, connection, job.name)), {
      ...job,
      cells,
    });
  } catch (error) {
    if (!(error instanceof VertexError)) throw error;
    const unknown = {
      name: job.name,
      displayName: job.name.split('/').at(-1) ?? '',
      tasks: [],
      consoleUrl: '',
    };
    return { ...unknown, state: 'unknown', error: error.message, submittedMs: job.submittedMs };
  }
}

function toView(
  job: PipelineJob,
  { submittedMs, cells }: Pick<SubmittedJob, 'submittedMs'> & { readonly cells: CellsByTask },
): CloudJob {
  const tasks = job.tasks.map((task) => ({ ...task, cell: cells.get(task.name) ?? null }));
  return { ...job, tasks, submittedMs };
}

type CellsByTask = ReadonlyMap<string, string>;

function cellsByTask(notebook: Notebook): CellsByTask {
  return new Map(componentCells(notebook).map(({ id }) => [taskName(id), id]));
}

async function withClients<Result>(
  connection: GoogleConnection,
  work: (clients: VertexClients) => Promise<Result>,
): Promise<Result> {
  const clients = await openVertexClients(connection);
  try {
    return await work(clients);
  } finally {
    await clients.close();
  }
}
