import { createRepo, type SpaceSdk } from '@huggingface/hub';
import { asHubAction, clientParameters, type HubConnection, hasStatus } from './hub-connection.ts';
import type { HubRepository } from './repository-name.ts';

/**
 * Makes sure that a repository is there; only "it exists" counts as success beside creation. Its visibility is set
 * when it is created and never changed afterwards.
 *
 * @throws HubError
 */
export async function createRepository(
  connection: HubConnection,
  repository: HubRepository,
  options: { readonly visibility: 'public' | 'private'; readonly sdk?: SpaceSdk },
): Promise<void> {
  await asHubAction(`Cannot create ${repository.name}`, async () => {
    try {
      await createRepo({ ...clientParameters(connection), repo: repository, ...options });
    } catch (error) {
      if (!hasStatus(error, 409)) {
        throw error;
      }
    }
  });
}
