import path from 'node:path';
import { openBucket, parseStorageUri, uploadFolder } from '../../destinations/vertex/cloud-storage.ts';
import { deployModel, ensureEndpoint, undeployIdle } from '../../destinations/vertex/deploy-model.ts';
import { labelValue } from '../../destinations/vertex/label.ts';
import {
  moveAliases,
  type RegisteredVersion,
  registerModel,
} from '../../destinations/vertex/register-model.ts';
import { openVertexClients, type VertexClients } from '../../destinations/vertex/vertex-clients.ts';
import { VertexError } from '../../destinations/vertex/vertex-error.ts';
import type { Waiting } from '../../destinations/vertex/wait-for-operation.ts';
import type { ExecutorContext, ExecutorResult, Properties } from '../../pipeline/component.ts';
import { pushableModel, pushRefusal } from '../pusher/pushable-model.ts';
import { comparePrediction } from './compare-prediction.ts';
import type { VertexPusherParameters } from './definition.ts';
import { PushJournal } from './push-journal.ts';
import { type VertexTarget, vertexTarget } from './vertex-target.ts';

type Context = ExecutorContext<VertexPusherParameters>;

interface Push {
  readonly context: Context;
  readonly target: VertexTarget;
  readonly clients: VertexClients;
  readonly journal: PushJournal;
}

/** Uploads, registers and deploys the model, or records why it was not pushed. */
export async function vertexPusherExecutor(context: Context): Promise<ExecutorResult> {
  const refusal = pushRefusal(context.inputs);
  if (refusal !== null) {
    context.report.log('warning', `Not pushed. ${refusal}`);
    return pushed({ pushed: 0, reason: refusal });
  }
  const target = vertexTarget(context.parameters, context.pipelineName, context.secrets.google);
  const journal = await PushJournal.open(context.stateDirectory);
  const clients = await openVertexClients(target.connection);
  try {
    return pushed(await push({ context, target, clients, journal }));
  } finally {
    await clients.close();
  }
}

/** Each step is kept in the journal, so that a cell that runs again goes on where it stopped and makes nothing twice. */
async function push(work: Push): Promise<Properties> {
  const { context, target, journal } = work;
  const artifactUri = await journal.once('artifactUri', () => upload(work));
  const registered = await journal.once('registered', () => register(work, artifactUri));
  await moveAliases(work.clients, registered, ['default', ...context.parameters.aliases]);
  const properties = {
    pushed: 1,
    pushed_destination: registered.model,
    pushed_version: registered.version,
    artifact_uri: artifactUri,
    project: target.connection.project,
    region: target.connection.region,
    ...(context.inputs.model?.[0] && { model_id: context.inputs.model[0].id }),
  };
  return context.parameters.deploy ? { ...properties, ...(await deploy(work, registered)) } : properties;
}

async function upload({ context, target }: Push): Promise<string> {
  const model = pushableModel(context.inputs);
  if (model === null)
    throw new VertexError('settings', 'There is no model to push', { hint: 'Connect "model"' });
  const folder = `${target.stagingFolder}/${labelValue(target.modelName)}/${Math.floor(Date.now() / 1000)}`;
  const { bucket, prefix } = parseStorageUri(folder);
  await uploadFolder(
    await openBucket(target.connection, bucket),
    { folder: model.directory, prefix },
    {
      signal: context.signal,
      onProgress: ({ doneBytes, totalBytes }) =>
        context.report.progress({ done: doneBytes, total: totalBytes, unit: 'bytes', message: 'Uploading' }),
    },
  );
  context.report.log('info', `Uploaded the model to ${folder}`);
  return folder;
}

async function register({ context, target, clients }: Push, artifactUri: string): Promise<RegisteredVersion> {
  const [model] = context.inputs.model ?? [];
  const registered = await registerModel(
    clients,
    target.connection,
    {
      displayName: target.modelName,
      artifactUri,
      imageUri: context.parameters.serving_image,
      aliases: context.parameters.aliases,
      labels: labels(context, model?.digest ?? ''),
      description: `Run ${context.runId} of ${context.pipelineName}`,
    },
    waiting(context, 'Registering the model'),
  );
  context.report.log('info', `Registered as version ${registered.version} of ${registered.model}`);
  return registered;
}

async function deploy(
  { context, target, clients }: Push,
  registered: RegisteredVersion,
): Promise<Properties> {
  const { parameters } = context;
  const endpoint = await ensureEndpoint(
    clients,
    target.connection,
    { displayName: target.endpointName, labels: { pipeline: labelValue(context.pipelineName) } },
    waiting(context, 'Creating the endpoint'),
  );
  const deployedModelId = await deployModel(
    clients,
    endpoint,
    {
      ...registered,
      displayName: `${target.modelName} v${registered.version}`,
      trafficPercent: parameters.traffic_percent,
      machine: machineSettings(parameters),
    },
    waiting(context, 'Deploying; the service needs 5 to 15 minutes'),
  );
  const name = endpoint.name ?? '';
  context.report.log('info', `Deployed on ${name} with ${parameters.traffic_percent} % of the traffic`);
  if (parameters.check_prediction) await comparePrediction(context, clients, name);
  if (parameters.undeploy_idle)
    await undeployIdle(clients, name, waiting(context, 'Undeploying idle versions'));
  return { endpoint: name, deployed_model_id: deployedModelId };
}

function machineSettings(parameters: VertexPusherParameters) {
  return {
    machineType: parameters.machine_type,
    acceleratorType: parameters.accelerator_type || undefined,
    acceleratorCount: parameters.accelerator_count,
    minReplicas: parameters.min_replica_count,
    maxReplicas: parameters.max_replica_count,
  };
}

function labels(context: Context, digest: string): Record<string, string> {
  return {
    pipeline: labelValue(context.pipelineName),
    run: labelValue(context.runId),
    digest: labelValue(path.basename(digest)),
    made_by: 'millrace',
  };
}

function waiting(context: Context, message: string): Waiting {
  return {
    signal: context.signal,
    onWait: (seconds) =>
      context.report.progress({ done: Math.round(seconds), total: null, unit: 'seconds', message }),
  };
}

function pushed(customProperties: Properties): ExecutorResult {
  return { outputs: { pushed_model: { customProperties } } };
}
