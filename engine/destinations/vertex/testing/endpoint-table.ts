import { type ModelTable, matchesFilter } from './model-table.ts';
import type { Message } from './service-protos.ts';
import { type Answer, invalid, notFound, type StartOperation } from './service-refusal.ts';

interface DeployedModel extends Message {
  readonly id: string;
  readonly model: string;
}

export interface Endpoint extends Message {
  readonly name: string;
  readonly displayName: string;
  deployedModels: readonly DeployedModel[];
  trafficSplit: Readonly<Record<string, number>>;
}

const serviceType = 'google.cloud.aiplatform.v1';
const machineTypes = /^(n1|n2|e2|c2|g2|a2|a3)-(standard|highmem|highcpu|highgpu|megagpu)-\d+g?$/;

/** The double's endpoints: which models are deployed and how traffic is split between them. */
export class EndpointTable {
  readonly endpoints = new Map<string, Endpoint>();
  readonly #models: ModelTable;
  #next = 5000;

  constructor(models: ModelTable) {
    this.#models = models;
  }

  answers(start: StartOperation): Readonly<Record<string, Answer>> {
    const named = ({ name }: { name: string }): Endpoint => this.find(name);
    return {
      createEndpoint: (request: { parent: string; endpoint: Message }) =>
        start('createEndpoint', request.parent, () => ({
          type: `${serviceType}.Endpoint`,
          value: { ...this.#create(request) },
        })),
      getEndpoint: named,
      listEndpoints: ({ filter }: { filter: string }) => ({
        endpoints: [...this.endpoints.values()].filter((endpoint) => matchesFilter(endpoint, filter)),
      }),
      updateEndpoint: (request: { endpoint: Endpoint; updateMask: { paths: string[] } }) =>
        this.#update(request),
      deployModel: (request: {
        endpoint: string;
        deployedModel: Message;
        trafficSplit: Record<string, number>;
      }) => {
        this.#checkDeploy(request);
        return start('deployModel', request.endpoint, () => ({
          type: `${serviceType}.DeployModelResponse`,
          value: { deployedModel: this.#deploy(request) },
        }));
      },
      undeployModel: (request: {
        endpoint: string;
        deployedModelId: string;
        trafficSplit: Record<string, number>;
      }) =>
        start('undeployModel', request.endpoint, () => {
          this.#undeploy(request);
          return { type: `${serviceType}.UndeployModelResponse`, value: {} };
        }),
    } as Readonly<Record<string, Answer>>;
  }

  find(name: string): Endpoint {
    return this.endpoints.get(name) ?? notFound('endpoint', name);
  }

  /** The deployed model that answers a prediction: the one with the most traffic. */
  serving(name: string): Message {
    const { deployedModels, trafficSplit } = this.find(name);
    const [best] = Object.entries(trafficSplit).sort(([, left], [, right]) => right - left);
    const deployed = deployedModels.find((model) => model.id === best?.[0]);
    if (deployed === undefined)
      return invalid(`The endpoint "${name}" has no deployed model that takes traffic.`);
    return { deployedModelId: deployed.id, model: deployed.model, modelVersionId: deployed.modelVersionId };
  }

  #create({ parent, endpoint }: { parent: string; endpoint: Message }): Endpoint {
    const created = {
      ...endpoint,
      displayName: String(endpoint.displayName),
      name: `${parent}/endpoints/${this.#next++}`,
      deployedModels: [],
      trafficSplit: {},
    };
    this.endpoints.set(created.name, created);
    return created;
  }

  #checkDeploy(request: {
    endpoint: string;
    deployedModel: Message;
    trafficSplit: Record<string, number>;
  }): void {
    const endpoint = this.find(request.endpoint);
    this.#models.find(String(request.deployedModel.model));
    const resources = request.deployedModel.dedicatedResources as {
      machineSpec?: { machineType?: string };
    } | null;
    const machineType = resources?.machineSpec?.machineType ?? '';
    if (!machineTypes.test(machineType)) invalid(`The machine type "${machineType}" is not supported.`);
    const split = Object.entries(request.trafficSplit);
    if (split.length === 0) return;
    const known = new Set(['0', ...endpoint.deployedModels.map((model) => model.id)]);
    for (const [id] of split)
      if (!known.has(id)) invalid(`Traffic goes to "${id}", which is not deployed here.`);
    checkSum(request.trafficSplit);
  }

  /** Key "0" of the split is the model being deployed; an empty split changes nothing. */
  #deploy(request: {
    endpoint: string;
    deployedModel: Message;
    trafficSplit: Record<string, number>;
  }): DeployedModel {
    const endpoint = this.find(request.endpoint);
    const version = this.#models.find(String(request.deployedModel.model));
    const deployed = {
      ...request.deployedModel,
      id: String(this.#next++),
      model: version.name,
      modelVersionId: version.versionId,
    };
    endpoint.deployedModels = [...endpoint.deployedModels, deployed];
    const split = Object.entries(request.trafficSplit).map(([id, percent]) => [
      id === '0' ? deployed.id : id,
      percent,
    ]);
    if (split.length > 0) endpoint.trafficSplit = Object.fromEntries(split);
    return deployed;
  }

  #undeploy(request: {
    endpoint: string;
    deployedModelId: string;
    trafficSplit: Record<string, number>;
  }): void {
    const endpoint = this.find(request.endpoint);
    if (!endpoint.deployedModels.some((model) => model.id === request.deployedModelId))
      notFound('deployed model', request.deployedModelId);
    if (
      (endpoint.trafficSplit[request.deployedModelId] ?? 0) > 0 &&
      Object.keys(request.trafficSplit).length === 0
    )
      invalid('A model that takes traffic cannot be undeployed without a new traffic split.');
    endpoint.deployedModels = endpoint.deployedModels.filter((model) => model.id !== request.deployedModelId);
    const { [request.deployedModelId]: _, ...rest } = endpoint.trafficSplit;
    endpoint.trafficSplit = Object.keys(request.trafficSplit).length > 0 ? request.trafficSplit : rest;
  }

  #update({ endpoint, updateMask }: { endpoint: Endpoint; updateMask: { paths: string[] } }): Endpoint {
    const found = this.find(endpoint.name);
    if (updateMask.paths.length !== 1 || updateMask.paths[0] !== 'traffic_split')
      invalid(`The double can update "traffic_split", not "${updateMask.paths.join(',')}".`);
    checkSum(endpoint.trafficSplit);
    found.trafficSplit = endpoint.trafficSplit;
    return found;
  }
}

function checkSum(split: Readonly<Record<string, number>>): void {
  const sum = Object.values(split).reduce((left, right) => left + right, 0);
  if (sum !== 100) invalid(`Traffic split percentages must add up to 100, not ${sum}.`);
}
