import { downloadFile } from '@huggingface/hub';
import { asHubAction, clientParameters, type HubConnection } from '../../destinations/hub/hub-connection.ts';
import type { HubRepository } from '../../destinations/hub/repository-name.ts';
import type { RepositoryState } from '../../destinations/hub/repository-state.ts';
import { manifestPath, type PushManifest, parseManifest } from './push-manifest.ts';

/** A version branch with what it says of itself. */
export interface PushedVersion {
  readonly version: string;
  readonly commitId: string;
  /** Null for versions that another program pushed. */
  readonly manifest: PushManifest | null;
}

/** Versions looked at when a push is planned; older ones are neither compared nor recognised. */
const newestVersions = 20;

/** Branches named as HFPusher names them, "v" and Unix seconds, newest first. */
export function versionBranches(state: RepositoryState): readonly string[] {
  return [...state.branches.keys()]
    .filter((name) => /^v\d+$/.test(name))
    .sort((left, right) => Number(right.slice(1)) - Number(left.slice(1)));
}

/** The newest versions in a repository, newest first. @throws HubError */
export async function listVersions(
  connection: HubConnection,
  repository: HubRepository,
  state: RepositoryState,
): Promise<readonly PushedVersion[]> {
  const versions: PushedVersion[] = [];
  for (const version of versionBranches(state).slice(0, newestVersions)) {
    const commitId = state.branches.get(version) ?? version;
    const manifest = await readManifest(connection, repository, commitId);
    versions.push({ version, commitId, manifest });
  }
  return versions;
}

/** The manifest at a revision; null where there is none. @throws HubError */
export async function readManifest(
  connection: HubConnection,
  repository: HubRepository,
  revision: string,
): Promise<PushManifest | null> {
  return await asHubAction(
    `Cannot read "${manifestPath}" of ${repository.name} at "${revision}"`,
    async () => {
      const blob = await downloadFile({
        ...clientParameters(connection),
        repo: repository,
        path: manifestPath,
        revision,
        xet: false,
      });
      return blob === null ? null : parseManifest(await blob.text());
    },
  );
}
