import { listModels } from '@huggingface/hub';
import {
  asHubAction,
  clientParameters,
  connectToHub,
  type HubConnection,
} from '../../destinations/hub/hub-connection.ts';
import { identifyUser } from '../../destinations/hub/identify-user.ts';
import type {
  DestinationContext,
  PastPush,
  PushCell,
  PushDestination,
  PushDetails,
} from '../../destinations/push-destination.ts';
import type { SecretStore } from '../../destinations/secrets/secret-store.ts';
import { type HFPusherParameters, hfPusher } from './definition.ts';
import { describeVersions } from './describe-versions.ts';
import { planPush } from './plan-push.ts';
import type { PushMaterial } from './push-material.ts';

/** Repositories offered in a list; the name can still be typed. */
const mostChoices = 200;

/** The Hub as the push viewer and the form see it. */
export function createHubDestination(secrets: Pick<SecretStore, 'get'>): PushDestination {
  const connect = ({ signal }: DestinationContext) =>
    connectToHub({ token: secrets.get('huggingface'), signal, retry: { attempts: 2 } });
  return {
    component: hfPusher.name,
    kind: 'hub',
    plan: async (cell, context, compareWith) =>
      await planPush({
        material: toMaterial(cell, context),
        connection: connect(context),
        ...(compareWith === undefined ? {} : { compareWith }),
      }),
    versions: async (cell, context) => await describeVersions(toMaterial(cell, context), connect(context)),
    describe: async (pushes) => describePushes(pushes),
    choices: async (cell, parameter, context) => await choicesFor(cell, parameter, connect(context)),
  };
}

function toMaterial(cell: PushCell, context: DestinationContext): PushMaterial {
  const { notebookDirectory, pipelineName } = context;
  return { parameters: parametersOf(cell), inputs: cell.inputs, notebookDirectory, pipelineName };
}

function parametersOf(cell: PushCell): HFPusherParameters {
  return hfPusher.parameters.parse(cell.parameters);
}

/** What the records themselves say; the newest push to a repository is the current one. */
function describePushes(pushes: readonly PastPush[]): ReadonlyMap<number, PushDetails> {
  const newest = new Map<unknown, number>();
  for (const { artifact } of pushes.filter(isPushed)) {
    const repository = artifact.customProperties.repo_id;
    newest.set(repository, Math.max(newest.get(repository) ?? 0, artifact.id));
  }
  return new Map(
    pushes.map(({ artifact }) => {
      const { repo_id: repository, repo_url: url, branch, commit_id: commit } = artifact.customProperties;
      const details: PushDetails = {
        version: text(branch),
        destination: text(url),
        links: [
          ...link('Model', url === undefined ? undefined : `${url}/tree/${branch}`),
          ...link(
            'Commit',
            url === undefined || commit === undefined ? undefined : `${url}/commit/${commit}`,
          ),
          ...link('Static Space', artifact.customProperties.static_space_url),
          ...link('Gradio Space', artifact.customProperties.gradio_space_url),
        ],
        current: newest.get(repository) === artifact.id,
      };
      return [artifact.id, details];
    }),
  );
}

function isPushed({ artifact }: PastPush): boolean {
  return artifact.customProperties.pushed === 1;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function link(label: string, url: unknown): PushDetails['links'] {
  return typeof url === 'string' ? [{ label, url }] : [];
}

async function choicesFor(
  cell: PushCell,
  parameter: string,
  connection: HubConnection,
): Promise<readonly { readonly value: string; readonly label: string }[]> {
  const identity = await identifyUser(connection);
  if (parameter === 'username') {
    const owners = [identity.user, ...identity.organisations].filter((owner) => identity.mayWrite(owner));
    return owners.map((owner) => ({ value: owner, label: owner }));
  }
  if (parameter !== 'repo_name') {
    return [];
  }
  const owner = parametersOf(cell).username || identity.user;
  return await asHubAction(`Cannot list the models of "${owner}"`, async () => {
    const choices: { value: string; label: string }[] = [];
    const search = { ...clientParameters(connection), search: { owner }, limit: mostChoices };
    for await (const { name, private: isPrivate } of listModels(search)) {
      choices.push({ value: name.split('/')[1] ?? name, label: isPrivate ? `${name} (private)` : name });
    }
    return choices;
  });
}
