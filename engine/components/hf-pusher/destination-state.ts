import type { HubConnection } from '../../destinations/hub/hub-connection.ts';
import { HubError } from '../../destinations/hub/hub-error.ts';
import { type RepositoryState, readRepositoryState } from '../../destinations/hub/repository-state.ts';
import type { PushTarget, SpaceTarget } from './push-target.ts';
import { listVersions, type PushedVersion } from './versions.ts';

/** What is on the Hub before a push. */
export interface DestinationState {
  /** Null where the repository is not there yet. */
  readonly model: RepositoryState | null;
  readonly spaces: readonly { readonly target: SpaceTarget; readonly state: RepositoryState | null }[];
  /** Newest first. */
  readonly versions: readonly PushedVersion[];
}

/**
 * Looks at all repositories of a push before any is touched.
 *
 * @throws HubError "other-space-kind" where a Space of another kind has the name
 */
export async function readDestinationState(
  connection: HubConnection,
  target: PushTarget,
): Promise<DestinationState> {
  const model = await readRepositoryState(connection, target.model);
  const spaces = await Promise.all(
    target.spaces.map(async (space) => ({
      target: space,
      state: await readRepositoryState(connection, space.repository),
    })),
  );
  for (const { target: space, state } of spaces) {
    refuseOtherKind(space, state);
  }
  return {
    model,
    spaces,
    versions: model === null ? [] : await listVersions(connection, target.model, model),
  };
}

function refuseOtherKind(space: SpaceTarget, state: RepositoryState | null): void {
  if (state !== null && state.sdk !== null && state.sdk !== space.kind) {
    const { name } = space.repository;
    throw new HubError(
      'other-space-kind',
      `"${name}" on the Hub is a ${state.sdk} Space, not a ${space.kind} one`,
      {
        hint: 'Choose another name for the Space; nothing was pushed',
        location: { parameter: 'space_repo_name' },
      },
    );
  }
}
