import { listFiles } from '../../base/list-files.ts';
import type { PushPlan } from '../../contract/push.ts';
import type {
  DestinationContext,
  PastPush,
  PushCell,
  PushDestination,
  PushDetails,
} from '../../destinations/push-destination.ts';
import type { SecretStore } from '../../destinations/secrets/secret-store.ts';
import { findEndpoint, setTraffic } from '../../destinations/vertex/deploy-model.ts';
import { emulatorsFrom, type GoogleConnection } from '../../destinations/vertex/google-connection.ts';
import { findModel, moveAliases } from '../../destinations/vertex/register-model.ts';
import { openVertexClients, type VertexClients } from '../../destinations/vertex/vertex-clients.ts';
import { VertexError } from '../../destinations/vertex/vertex-error.ts';
import { pushableModel, pushRefusal } from '../pusher/pushable-model.ts';
import { type VertexPusherParameters, vertexPusher } from './definition.ts';
import { vertexChoices } from './vertex-choices.ts';
import { vertexTarget } from './vertex-target.ts';

/** What the push viewer knows of Vertex AI. */
export function createVertexDestination(secrets: Pick<SecretStore, 'get'>): PushDestination {
  return {
    component: vertexPusher.name,
    kind: 'vertex',
    plan: (cell, context) => planVertexPush(cell, context, secrets.get('google')),
    describe: async (pushes) => describePushes(pushes, secrets.get('google')),
    rollback: (push) => rollBack(push, secrets.get('google')),
    choices: (cell, parameter, context) =>
      vertexChoices(cell, parameter, { ...context, credentials: secrets.get('google') }),
  };
}

async function planVertexPush(
  cell: PushCell,
  context: DestinationContext,
  credentials: string | undefined,
): Promise<PushPlan> {
  const parameters = cell.parameters as VertexPusherParameters;
  const target = vertexTarget(parameters, context.pipelineName, credentials);
  const refusal = pushRefusal(cell.inputs);
  const model = pushableModel(cell.inputs);
  const clients = await openVertexClients(target.connection);
  try {
    const known = await findModel(clients, target.connection, target.modelName);
    const endpoint = parameters.deploy
      ? await findEndpoint(clients, target.connection, target.endpointName)
      : undefined;
    const files = model === null ? [] : await listFiles(model.directory);
    return {
      destination: `${target.modelName} in ${target.connection.project}, ${target.connection.region}`,
      allowed: refusal === null && model !== null,
      notes: [refusal, model === null ? 'There is no model to push yet' : null].filter(
        (note) => note !== null,
      ),
      creates: [
        known === undefined
          ? `the registry model "${target.modelName}"`
          : `a new version of "${target.modelName}"`,
        ...(parameters.deploy && endpoint === undefined ? [`the endpoint "${target.endpointName}"`] : []),
        ...(parameters.deploy ? [`a deployment with ${parameters.traffic_percent} % of the traffic`] : []),
      ],
      files: files.map(({ path, sizeBytes }) => ({ path, sizeBytes, change: 'added' as const })),
      cost: costNote(parameters),
    };
  } finally {
    await clients.close();
  }
}

function costNote(parameters: VertexPusherParameters): string | null {
  if (!parameters.deploy) return 'Cloud Storage for the files; the registry itself is free of charge';
  const accelerator =
    parameters.accelerator_type === ''
      ? ''
      : ` with ${parameters.accelerator_count} ${parameters.accelerator_type}`;
  return `${parameters.min_replica_count} to ${parameters.max_replica_count} machines of type ${parameters.machine_type}${accelerator}, paid by the hour until they are undeployed; versions without traffic are paid too`;
}

async function describePushes(
  pushes: readonly PastPush[],
  credentials: string | undefined,
): Promise<ReadonlyMap<number, PushDetails>> {
  const details = await Promise.all(
    pushes.map(async (push) => [push.artifact.id, await describePush(push, credentials)] as const),
  );
  return new Map(details);
}

async function describePush({ artifact }: PastPush, credentials: string | undefined): Promise<PushDetails> {
  const { pushed_destination: model, pushed_version: version, project, region } = artifact.customProperties;
  const id = String(model ?? '')
    .split('/')
    .at(-1);
  const share = await trafficShare(artifact.customProperties, credentials).catch(() => 0);
  return {
    version: version === undefined ? null : versionLabel(String(version), share),
    destination: model === undefined ? null : String(model),
    links: [
      {
        label: 'Model registry',
        url: `https://console.cloud.google.com/vertex-ai/models/locations/${region}/models/${id}/versions/${version}?project=${project}`,
      },
    ],
    current: share === 100,
  };
}

/** A canary shows its share, since neither it nor the version beside it is all that serves. */
function versionLabel(version: string, share: number): string {
  return share > 0 && share < 100 ? `${version}, ${share} % of the traffic` : version;
}

/** Percent of its endpoint's traffic that a push takes now. */
async function trafficShare(
  properties: PastPush['artifact']['customProperties'],
  credentials: string | undefined,
): Promise<number> {
  const { endpoint, deployed_model_id: deployedId } = properties;
  if (typeof endpoint !== 'string') return 0;
  return withClients(connectionOf(properties, credentials), async (clients) => {
    const [found] = await clients.endpoints.getEndpoint({ name: endpoint });
    return found.trafficSplit?.[String(deployedId)] ?? 0;
  });
}

/** Gives an earlier version all the traffic, and the alias "default". @throws VertexError */
async function rollBack({ artifact }: PastPush, credentials: string | undefined): Promise<void> {
  const {
    endpoint,
    deployed_model_id: deployedId,
    pushed_destination: model,
    pushed_version: version,
  } = artifact.customProperties;
  await withClients(connectionOf(artifact.customProperties, credentials), async (clients) => {
    if (typeof endpoint === 'string') {
      const [found] = await clients.endpoints.getEndpoint({ name: endpoint });
      if (!found.deployedModels?.some((deployed) => deployed.id === deployedId))
        throw new VertexError('not-found', `Version ${version} is no longer deployed on its endpoint`, {
          hint: 'Push that model again; undeployed versions cannot take traffic',
        });
      await setTraffic(clients, endpoint, { [String(deployedId)]: 100 });
    }
    await moveAliases(clients, { model: String(model), version: String(version) }, ['default']);
  });
}

function connectionOf(
  properties: PastPush['artifact']['customProperties'],
  credentials: string | undefined,
): GoogleConnection {
  return {
    project: String(properties.project),
    region: String(properties.region),
    credentials,
    emulators: emulatorsFrom(process.env),
  };
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
