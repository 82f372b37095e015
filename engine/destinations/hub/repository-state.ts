import * as z from 'zod';
import { asHubAction, callHubApi, type HubConnection, hasStatus } from './hub-connection.ts';
import type { HubRepository } from './repository-name.ts';

/** What is on the Hub under a name now. */
export interface RepositoryState {
  readonly private: boolean;
  /** The kind of a Space. */
  readonly sdk: string | null;
  /** Branch name to commit id. */
  readonly branches: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
}

const infoSchema = z.object({ private: z.boolean(), sdk: z.string().optional() });
const referenceSchema = z.array(z.object({ name: z.string(), targetCommit: z.string() }));
const referencesSchema = z.object({ branches: referenceSchema, tags: referenceSchema });

/** Reads a repository's state; null where there is none, or none the token may see. @throws HubError */
export async function readRepositoryState(
  connection: HubConnection,
  repository: HubRepository,
): Promise<RepositoryState | null> {
  const base = `/api/${repository.type}s/${repository.name}`;
  return await asHubAction(`Cannot look at ${repository.name}`, async () => {
    try {
      const info = infoSchema.parse(await callHubApi(connection, { method: 'GET', path: base }));
      const body = await callHubApi(connection, { method: 'GET', path: `${base}/refs` });
      const { branches, tags } = referencesSchema.parse(body);
      return { private: info.private, sdk: info.sdk ?? null, branches: toMap(branches), tags: toMap(tags) };
    } catch (error) {
      if (hasStatus(error, 404)) {
        return null;
      }
      throw error;
    }
  });
}

function toMap(references: z.output<typeof referenceSchema>): ReadonlyMap<string, string> {
  return new Map(references.map(({ name, targetCommit }) => [name, targetCommit]));
}
