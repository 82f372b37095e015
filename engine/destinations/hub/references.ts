import { createBranch } from '@huggingface/hub';
import {
  asHubAction,
  callHubApi,
  clientParameters,
  type HubConnection,
  hasStatus,
} from './hub-connection.ts';
import { HubError } from './hub-error.ts';
import type { HubRepository } from './repository-name.ts';

/** Makes sure that a branch is there, starting at a commit or branch where it is new. @throws HubError */
export async function ensureBranch(
  connection: HubConnection,
  repository: HubRepository,
  options: { readonly branch: string; readonly start: string },
): Promise<void> {
  const { branch, start: revision } = options;
  await asHubAction(`Cannot make the branch "${branch}" of ${repository.name}`, async () => {
    try {
      await createBranch({ ...clientParameters(connection), repo: repository, branch, revision });
    } catch (error) {
      if (!hasStatus(error, 409)) {
        throw error;
      }
    }
  });
}

/** Puts a tag on a commit. @throws HubError "branch-moved" where the tag is there already */
export async function createTag(
  connection: HubConnection,
  repository: HubRepository,
  options: { readonly tag: string; readonly commit: string; readonly message: string },
): Promise<void> {
  const path = `/api/${repository.type}s/${repository.name}/tag/${options.commit}`;
  await asHubAction(`Cannot tag ${repository.name} as "${options.tag}"`, async () => {
    try {
      await callHubApi(connection, {
        method: 'POST',
        path,
        body: { tag: options.tag, message: options.message },
      });
    } catch (error) {
      if (!hasStatus(error, 409)) {
        throw error;
      }
      throw new HubError('branch-moved', `${repository.name} already has a tag or branch "${options.tag}"`, {
        hint: 'Choose another tag; tags on the Hub are not moved',
        cause: error,
      });
    }
  });
}
