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
import { readDestinationState } from './destination-state.ts';
import { creations, notes, type PlannedChanges } from './plan-words.ts';
import { manifestPath } from './push-manifest.ts';
import type { PushMaterial } from './push-material.ts';
import { choosePushTarget } from './push-target.ts';
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
  const repeated = findRepeated(material, state)?.version;
  const completes = parameters.push_again ? undefined : repeated;
  const version = completes ?? newVersion(state, Date.now());
  const composed = await composePush({
    material,
    target,
    version,
    hubUrl: connection.url,
    secrets: connection.token === null ? [] : [connection.token],
    signal: connection.signal,
  });
  const newest = state.model === null ? undefined : (versionBranches(state.model)[0] ?? 'main');
  const base = compareWith ?? completes ?? newest;
  const against = async (
    repository: HubRepository,
    revision: string | undefined,
    files: readonly LocalFile[],
  ) => await changesAgainst(connection, repository, { revision, files });
  const changes: PlannedChanges = {
    model: await against(target.model, base, composed.model),
    main: parameters.update_main
      ? await against(target.model, state.model === null ? undefined : 'main', composed.model)
      : null,
    spaces: await Promise.all(
      composed.spaces.map(async ({ target: space, files }, index) => {
        const found = state.spaces[index]?.state ?? null;
        return {
          space,
          found,
          changes: await against(space.repository, found === null ? undefined : 'main', files),
        };
      }),
    ),
  };
  const refusal = pushRefusal(material.inputs);
  return {
    destination: repositoryUrl(connection.url, target.model),
    allowed: refusal === null,
    notes: [...(refusal === null ? [] : [refusal]), ...notes({ material, target, state, base, repeated })],
    creates: creations({
      material,
      target,
      state,
      changes,
      version: completes === undefined ? version : null,
    }),
    files: [
      ...planFiles(changes.model, null),
      ...changes.spaces.flatMap((planned) => planFiles(planned.changes, planned.space.repository)),
    ],
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
