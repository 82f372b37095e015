import path from 'node:path';
import type { Bucket } from '@google-cloud/storage';
import {
  downloadFolder,
  openBucket,
  parseStorageUri,
  uploadFolder,
} from '../../destinations/vertex/cloud-storage.ts';
import { followJob } from '../../destinations/vertex/follow-job.ts';
import { emulatorsFrom, type GoogleConnection } from '../../destinations/vertex/google-connection.ts';
import { labelValue } from '../../destinations/vertex/label.ts';
import { projectOf } from '../../destinations/vertex/project-of.ts';
import {
  locationPath,
  openVertexClients,
  type VertexClients,
} from '../../destinations/vertex/vertex-clients.ts';
import { toVertexError } from '../../destinations/vertex/vertex-error.ts';
import type { ExecutorContext, ExecutorResult } from '../../pipeline/component.ts';
import { toMetadata } from '../../pipeline/task-metadata.ts';
import { PushJournal } from '../vertex-pusher/push-journal.ts';
import type { VertexTrainerParameters } from './definition.ts';
import { LogTail } from './log-tail.ts';

type Context = ExecutorContext<VertexTrainerParameters>;

interface Job {
  readonly context: Context;
  readonly clients: VertexClients;
  readonly connection: GoogleConnection;
  readonly bucket: Bucket;
  /** Folder of this job in the bucket. */
  readonly folder: string;
}

/**
 * Runs the Trainer as a custom job: inputs go to Cloud Storage, the container runs the same executor on them, its log is
 * shown while it runs, and model and logs come back as the cell's own artifacts.
 */
export async function vertexTrainerExecutor(context: Context): Promise<ExecutorResult> {
  const { vertex } = context.parameters;
  const credentials = context.secrets.google;
  const connection = {
    project: projectOf(vertex.project, credentials),
    region: vertex.region,
    credentials,
    emulators: emulatorsFrom(process.env),
  };
  const journal = await PushJournal.open(context.stateDirectory);
  const { bucket: bucketName, prefix } = parseStorageUri(vertex.staging_folder);
  const stamp = await journal.once('stamp', async () => String(context.executionId));
  const folder = [prefix, labelValue(context.pipelineName), 'trainer', stamp]
    .filter((part) => part !== '')
    .join('/');
  const bucket = await openBucket(connection, bucketName);
  const clients = await openVertexClients(connection);
  try {
    const job: Job = { context, clients, connection, bucket, folder };
    await journal.once('uploaded', () => uploadInputs(job));
    const name = await journal.once('job', () => createJob(job));
    await follow(job, name).catch(async (error: unknown) => {
      // A job that ended is over; only one that still runs is taken up again.
      await journal.forget('job');
      throw error;
    });
    await fetchOutputs(job);
    return { executionProperties: { vertex_job: name } };
  } finally {
    await clients.close();
  }
}

async function uploadInputs({ context, bucket, folder }: Job): Promise<true> {
  for (const [key, [artifact]] of Object.entries(context.inputs)) {
    if (artifact === undefined) continue;
    await uploadFolder(
      bucket,
      { folder: artifact.path, prefix: `${folder}/inputs/${key}` },
      {
        signal: context.signal,
        onProgress: ({ doneBytes, totalBytes }) =>
          context.report.progress({
            done: doneBytes,
            total: totalBytes,
            unit: 'bytes',
            message: `Uploading ${key}`,
          }),
      },
    );
  }
  return true;
}

async function createJob(job: Job): Promise<string> {
  const { context, clients, connection } = job;
  const { vertex } = context.parameters;
  const step = { action: 'start the custom job', role: 'Vertex AI User' };
  try {
    const [created] = await clients.jobs.createCustomJob({
      parent: locationPath(connection),
      customJob: {
        displayName: `millrace_${labelValue(context.pipelineName)}_${context.executionId}`,
        labels: { pipeline: labelValue(context.pipelineName), run: labelValue(context.runId) },
        jobSpec: {
          workerPoolSpecs: [
            {
              replicaCount: 1,
              machineSpec: machineSpec(vertex),
              containerSpec: {
                imageUri: vertex.image_uri,
                command: ['millrace', 'executor'],
                args: containerArgs(job),
              },
            },
          ],
        },
      },
    });
    context.report.log('info', `Started ${created.name}`);
    return created.name ?? '';
  } catch (error) {
    throw toVertexError(error, step);
  }
}

function machineSpec({
  machine_type: machineType,
  accelerator_type: type,
  accelerator_count: count,
}: VertexTrainerParameters['vertex']) {
  return type === ''
    ? { machineType }
    : { machineType, acceleratorType: type as 'NVIDIA_TESLA_T4', acceleratorCount: count };
}

/** The executor input of KFP, written by hand: the container runs the Trainer of this cell on the uploaded inputs. */
function containerArgs({ context, bucket, folder }: Job): string[] {
  const uri = (name: string): string => `gs://${bucket.name}/${folder}/${name}`;
  const inputs = Object.entries(context.inputs).flatMap(([key, [artifact]]) =>
    artifact === undefined
      ? []
      : [[key, { artifacts: [{ name: key, uri: uri(`inputs/${key}`), metadata: toMetadata(artifact) }] }]],
  );
  const outputs = ['model', 'model_run'].map((key) => [
    key,
    { artifacts: [{ name: key, uri: uri(`outputs/${key}`), metadata: {} }] },
  ]);
  const { vertex: _, ...parameters } = context.parameters;
  return [
    '--component',
    'Trainer',
    '--parameters',
    JSON.stringify(parameters),
    '--notebook_folder',
    context.parameters.vertex.notebook_in_image,
    '--pipeline',
    context.pipelineName,
    '--pipeline_root',
    uri('root'),
    '--log_file',
    uri('log.txt'),
    '--executor_input',
    JSON.stringify({
      inputs: { parameterValues: {}, artifacts: Object.fromEntries(inputs) },
      outputs: { artifacts: Object.fromEntries(outputs), outputFile: uri('executor_output.json') },
    }),
  ];
}

async function follow({ context, clients, bucket, folder }: Job, name: string): Promise<void> {
  const log = new LogTail(bucket.file(`${folder}/log.txt`));
  const showLog = async (): Promise<void> => {
    for (const line of await log.newLines()) context.report.log('info', line);
  };
  await followJob({
    step: { action: 'train on Vertex AI', role: 'Vertex AI User' },
    signal: context.signal,
    get: async () => (await clients.jobs.getCustomJob({ name }))[0],
    cancel: () => clients.jobs.cancelCustomJob({ name }),
    everyMs: pollEveryMs(),
    onState: async (state, seconds) => {
      context.report.progress({
        done: Math.round(seconds),
        total: null,
        unit: 'seconds',
        message: `The job is ${state}`,
      });
      await showLog();
    },
  });
}

/** Emulators answer at once, and nobody pays for asking them. */
const pollEveryMs = (): number => (emulatorsFrom(process.env) === undefined ? 15_000 : 100);

async function fetchOutputs({ context, bucket, folder }: Job): Promise<void> {
  for (const [key, target] of Object.entries(context.outputs)) {
    context.report.log('info', `Fetching ${key}`);
    await downloadFolder(
      bucket,
      { prefix: path.posix.join(folder, 'outputs', key), folder: target.path },
      context.signal,
    );
  }
}
