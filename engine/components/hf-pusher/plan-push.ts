import type { PushPlan } from '../../contract/push.ts';
import { compareFiles, type FileChanges } from '../../destinations/hub/compare-files.ts';
import type { HubConnection } from '../../destinations/hub/hub-connection.ts';
import { identifyUser } from '../../destinations/hub/identify-user.ts';
import type { LocalFile } from '../../destinations/hub/local-file.ts';
import { listRemoteFiles, type RemoteFile } from '../../destinations/hub/remote-files.ts';
import { type HubRepository, repositoryUrl } from '../../destinations/hub/repository-name.ts';
import { pushRefusal } from '../pusher/pushable-model.ts';
import { findRepeated, newVersion } from './choose-version.ts';
import { composePush } from './compose-push.ts';
import { type DestinationState, readDestinationState } from './destination-state.ts';
import { manifestPath } from './push-manifest.ts';
import type { PushMaterial } from './push-material.ts';
import { choosePushTarget, type PushTarget } from './push-target.ts';
import { readManifest, versionBranches } from './versions.ts';

export interface PlanRequest {
  readonly material: PushMaterial;
  readonly connection: HubConnection;
  /** Compare with this version in place of the newest one. */
  readonly compareWith?: string;
}

/** The dry run: what a push would create and change, found without changing anything. @throws HubError or PushError */
export async function planPush({ material, connection, compareWith }: PlanRequest): Promise<PushPlan> {
  const { parameters, pipelineName } = material;
  const identity = await identifyUser(connection);
  const target = choosePushTarget({ parameters, pipelineName, identity });
  const state = await readDestinationState(connection, target);
  const version = newVersion(state, Date.now());
  const composed = await composePush({
    material,
    target,
    version,
    hubUrl: connection.url,
    secrets: connection.token === null ? [] : [connection.token],
    signal: connection.signal,
  });
  const base =
    compareWith ?? (state.model === null ? undefined : (versionBranches(state.model)[0] ?? 'main'));
  const model = await changesAgainst(connection, target.model, { revision: base, files: composed.model });
  const spaces = await Promise.all(
    composed.spaces.map(async ({ target: space, files }, index) => {
      const revision = state.spaces[index]?.state === null ? undefined : 'main';
      return planFiles(
        await changesAgainst(connection, space.repository, { revision, files }),
        space.repository,
      );
    }),
  );
  const refusal = pushRefusal(material.inputs);
  return {
    destination: repositoryUrl(connection.url, target.model),
    allowed: refusal === null,
    notes: [...(refusal === null ? [] : [refusal]), ...notes({ material, target, state, base })],
    creates: creations({ material, target, state, version }),
    files: [...planFiles(model, null), ...spaces.flat()],
    cost: 'Free; private storage counts towards the quota of the owner',
  };
}

async function changesAgainst(
  connection: HubConnection,
  repository: HubRepository,
  params: { readonly revision: string | undefined; readonly files: readonly LocalFile[] },
): Promise<FileChanges> {
  const { revision, files } = params;
  if (revision === undefined) {
    return compareFiles({ local: files, remote: new Map<string, RemoteFile>(), managed: new Set() });
  }
  const remote = await listRemoteFiles(connection, repository, revision);
  const manifest = await readManifest(connection, repository, revision);
  const managed = new Set([manifestPath, ...(manifest?.files ?? []).map((file) => file.path)]);
  return compareFiles({ local: files, remote, managed });
}

/** Files of a Space stand below its address, so that they are told apart from those of the model. */
function planFiles(changes: FileChanges, space: HubRepository | null): PushPlan['files'] {
  const prefix = space === null ? '' : `spaces/${space.name}/`;
  return (['added', 'changed', 'unchanged', 'removed'] as const).flatMap((change) =>
    changes[change].map(({ path, sizeBytes }) => ({ path: `${prefix}${path}`, sizeBytes, change })),
  );
}

function creations(params: {
  readonly material: PushMaterial;
  readonly target: PushTarget;
  readonly state: DestinationState;
  readonly version: string;
}): string[] {
  const { material, target, state, version } = params;
  const { visibility, update_main: updateMain, tag } = material.parameters;
  return [
    ...(state.model === null ? [`The ${visibility} model repository ${target.model.name}`] : []),
    `The branch ${version} with one commit`,
    ...(updateMain ? ['A commit on main'] : []),
    ...(tag === '' ? [] : [`The tag ${tag}`]),
    ...state.spaces.map(({ target: space, state: found }) =>
      found === null
        ? `The ${visibility} ${space.kind} Space ${space.repository.name}`
        : `A commit on the ${space.kind} Space ${space.repository.name}`,
    ),
  ];
}

function notes(params: {
  readonly material: PushMaterial;
  readonly target: PushTarget;
  readonly state: DestinationState;
  readonly base: string | undefined;
}): string[] {
  const { material, target, state, base } = params;
  const repeated = findRepeated(material, state);
  const isPrivate = state.model?.private ?? material.parameters.visibility === 'private';
  return [
    ...(repeated === undefined ? [] : [repeatNote(repeated.version, material.parameters.push_again)]),
    ...(base === undefined ? [] : [`Changes are against "${base}"`]),
    ...(isPrivate && target.spaces.some((space) => space.kind === 'gradio')
      ? [
          'The model is private: give the Gradio Space a secret HF_TOKEN with read access, in its settings on the Hub',
        ]
      : []),
  ];
}

function repeatNote(version: string, again: boolean): string {
  return again
    ? `This model was pushed before as ${version}; it goes up once more`
    : `This model was pushed before as ${version}; running only completes that push. Turn on "Push again" for a new version`;
}
