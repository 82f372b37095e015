import type { protos } from '@google-cloud/aiplatform';
import type { GoogleConnection } from './google-connection.ts';
import { locationPath, type VertexClients } from './vertex-clients.ts';
import { toVertexError, VertexError, type VertexStep } from './vertex-error.ts';
import { type Waiting, waitForOperation } from './wait-for-operation.ts';

type Endpoint = protos.google.cloud.aiplatform.v1.IEndpoint;

export interface MachineSettings {
  readonly machineType: string;
  readonly acceleratorType?: string | undefined;
  readonly acceleratorCount?: number | undefined;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

export interface Deployment {
  readonly model: string;
  readonly version: string;
  readonly displayName: string;
  readonly machine: MachineSettings;
  /** Share of the traffic for the new model, 1 to 100; the others keep theirs in proportion. */
  readonly trafficPercent: number;
}

const role = 'Vertex AI User';

/** The endpoint with this display name, or undefined. @throws VertexError */
export async function findEndpoint(
  clients: VertexClients,
  connection: GoogleConnection,
  displayName: string,
): Promise<Endpoint | undefined> {
  try {
    const [endpoints] = await clients.endpoints.listEndpoints({
      parent: locationPath(connection),
      filter: `display_name="${displayName}"`,
    });
    return endpoints[0];
  } catch (error) {
    throw toVertexError(error, {
      action: `look for the endpoint "${displayName}"`,
      role: 'Vertex AI Viewer',
    });
  }
}

/** Reuses the endpoint with this display name, or makes one. @throws VertexError */
export async function ensureEndpoint(
  clients: VertexClients,
  connection: GoogleConnection,
  {
    displayName,
    labels,
  }: { readonly displayName: string; readonly labels: Readonly<Record<string, string>> },
  waiting: Waiting,
): Promise<Endpoint> {
  const found = await findEndpoint(clients, connection, displayName);
  if (found !== undefined) return found;
  const step: VertexStep = { action: `create the endpoint "${displayName}"`, role };
  try {
    const [operation] = await clients.endpoints.createEndpoint({
      parent: locationPath(connection),
      endpoint: { displayName, labels: { ...labels } },
    });
    return await waitForOperation<Endpoint>(operation, { step, ...waiting });
  } catch (error) {
    throw toVertexError(error, step);
  }
}

/**
 * Deploys a version and shifts traffic to it. A version that is deployed already keeps its machine and only gets the
 * traffic, so a cell that runs again after a failure does not pay for a second machine.
 *
 * @returns the deployed model's id @throws VertexError
 */
export async function deployModel(
  clients: VertexClients,
  endpoint: Endpoint,
  deployment: Deployment,
  waiting: Waiting,
): Promise<string> {
  const step: VertexStep = { action: `deploy "${deployment.displayName}"`, role };
  const name = endpoint.name ?? '';
  const present = endpoint.deployedModels?.find(
    (model) => sameModel(model.model, deployment.model) && model.modelVersionId === deployment.version,
  );
  if (present?.id) {
    await setTraffic(
      clients,
      name,
      shiftTraffic(endpoint.trafficSplit ?? {}, present.id, deployment.trafficPercent),
    );
    return present.id;
  }
  try {
    const [operation] = await clients.endpoints.deployModel({
      endpoint: name,
      deployedModel: {
        model: `${deployment.model}@${deployment.version}`,
        displayName: deployment.displayName,
        dedicatedResources: dedicatedResources(deployment.machine),
      },
      trafficSplit: shiftTraffic(endpoint.trafficSplit ?? {}, '0', deployment.trafficPercent),
    });
    const response = await waitForOperation<protos.google.cloud.aiplatform.v1.IDeployModelResponse>(
      operation,
      {
        step,
        ...waiting,
      },
    );
    return response.deployedModel?.id ?? '';
  } catch (error) {
    throw toVertexError(error, step);
  }
}

/**
 * The traffic split after giving `percent` to `id`: the others share the rest in proportion to what they have, in whole
 * percents that add up to 100. Key "0" is the model being deployed.
 */
export function shiftTraffic(
  split: Readonly<Record<string, number>>,
  id: string,
  percent: number,
): Record<string, number> {
  const others = Object.entries(split).filter(([other, share]) => other !== id && share > 0);
  const total = others.reduce((sum, [, share]) => sum + share, 0);
  if (total === 0) return { [id]: 100 };
  const shifted: Record<string, number> = { [id]: percent };
  let left = 100 - percent;
  let weight = total;
  for (const [other, share] of others) {
    const part = Math.round((left * share) / weight);
    shifted[other] = part;
    left -= part;
    weight -= share;
  }
  return shifted;
}

/** Replaces the traffic split; the sum must be 100. @throws VertexError */
export async function setTraffic(
  clients: VertexClients,
  endpoint: string,
  trafficSplit: Readonly<Record<string, number>>,
): Promise<void> {
  try {
    await clients.endpoints.updateEndpoint({
      endpoint: { name: endpoint, trafficSplit: { ...trafficSplit } },
      updateMask: { paths: ['traffic_split'] },
    });
  } catch (error) {
    throw toVertexError(error, { action: 'change the traffic split', role });
  }
}

/** Takes models without traffic off their machines, which cost money as long as they are deployed. */
export async function undeployIdle(
  clients: VertexClients,
  endpointName: string,
  waiting: Waiting,
): Promise<readonly string[]> {
  const step: VertexStep = { action: 'undeploy models without traffic', role };
  try {
    const [endpoint] = await clients.endpoints.getEndpoint({ name: endpointName });
    const idle = (endpoint.deployedModels ?? []).filter((model) => !endpoint.trafficSplit?.[model.id ?? '']);
    for (const model of idle) {
      const [operation] = await clients.endpoints.undeployModel({
        endpoint: endpointName,
        deployedModelId: model.id ?? '',
      });
      await waitForOperation(operation, { step, ...waiting });
    }
    return idle.map((model) => model.id ?? '');
  } catch (error) {
    throw toVertexError(error, step);
  }
}

function dedicatedResources(machine: MachineSettings): protos.google.cloud.aiplatform.v1.IDedicatedResources {
  const { machineType, acceleratorType, acceleratorCount, minReplicas, maxReplicas } = machine;
  if (maxReplicas < minReplicas)
    throw new VertexError('settings', `Cannot deploy on ${minReplicas} to ${maxReplicas} replicas`, {
      hint: 'Set max_replica_count to min_replica_count or more',
    });
  const accelerator =
    acceleratorType === undefined
      ? {}
      : {
          acceleratorType: acceleratorType as keyof typeof protos.google.cloud.aiplatform.v1.AcceleratorType,
          acceleratorCount: acceleratorCount ?? 1,
        };
  return {
    machineSpec: { machineType, ...accelerator },
    minReplicaCount: minReplicas,
    maxReplicaCount: maxReplicas,
  };
}

const sameModel = (left: string | null | undefined, right: string): boolean => left?.split('@')[0] === right;
