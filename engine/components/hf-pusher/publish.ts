import { type CommitResult, commitFiles } from '../../destinations/hub/commit-files.ts';
import { createRepository } from '../../destinations/hub/create-repository.ts';
import type { HubConnection } from '../../destinations/hub/hub-connection.ts';
import type { LocalFile } from '../../destinations/hub/local-file.ts';
import { createTag, ensureBranch } from '../../destinations/hub/references.ts';
import type { HubRepository } from '../../destinations/hub/repository-name.ts';
import type { ExecutionReporter } from '../../pipeline/component.ts';
import type { ComposedPush } from './compose-push.ts';
import type { HFPusherParameters } from './definition.ts';
import type { DestinationState } from './destination-state.ts';
import { manifestPath } from './push-manifest.ts';
import type { PushTarget } from './push-target.ts';
import { readManifest, versionBranches } from './versions.ts';

export interface PublishRequest {
  readonly connection: HubConnection;
  readonly parameters: HFPusherParameters;
  readonly target: PushTarget;
  readonly state: DestinationState;
  readonly version: string;
  readonly composed: ComposedPush;
  readonly report: ExecutionReporter;
}

export interface Published {
  /** Of the version branch. */
  readonly commitId: string;
  /** Bytes of changed files over all commits; 0 where everything was there already. */
  readonly sentBytes: number;
  readonly changedFiles: number;
}

/**
 * Sends a composed push. Each step leaves what is there already as it is, so that running it again after a failure
 * anywhere completes the push: repository, version branch, then as asked main, tag and Spaces.
 *
 * @throws HubError
 */
export async function publish(request: PublishRequest): Promise<Published> {
  const { connection, parameters, target, state, version, composed } = request;
  const { visibility } = parameters;
  await createRepository(connection, target.model, { visibility });
  await ensureBranch(connection, target.model, { branch: version, start: startOf(state) });
  const title = `upload new version(${version})`;
  const model = { repository: target.model, files: composed.model, title };
  const commit = await send(request, { ...model, branch: version });
  const results = [commit];
  if (parameters.update_main) {
    results.push(await send(request, { ...model, branch: 'main' }));
  }
  if (parameters.tag !== '' && state.model?.tags.get(parameters.tag) !== commit.commitId) {
    await createTag(connection, target.model, {
      tag: parameters.tag,
      commit: commit.commitId,
      message: title,
    });
  }
  for (const { target: space, files } of composed.spaces) {
    await createRepository(connection, space.repository, { visibility, sdk: space.kind });
    const spaceTitle = `upload ${version} model`;
    results.push(
      await send(request, { repository: space.repository, files, title: spaceTitle, branch: 'main' }),
    );
  }
  return {
    commitId: commit.commitId,
    sentBytes: results.reduce((sum, result) => sum + result.sentBytes, 0),
    changedFiles: results.reduce((sum, result) => sum + countChanges(result), 0),
  };
}

/** A version begins where the newest one ended, so that unchanged files need not be sent again. */
function startOf(state: DestinationState): string {
  return (state.model === null ? undefined : versionBranches(state.model)[0]) ?? 'main';
}

function countChanges({ changes }: CommitResult): number {
  return changes.added.length + changes.changed.length + changes.removed.length;
}

async function send(
  { connection, parameters, report }: PublishRequest,
  commit: {
    readonly repository: HubRepository;
    readonly branch: string;
    readonly title: string;
    readonly files: readonly LocalFile[];
  },
): Promise<CommitResult> {
  const { repository, branch } = commit;
  const label = `${repository.type === 'space' ? 'Space ' : ''}${repository.name}@${branch}`;
  const manifest = await readManifest(connection, repository, branch);
  const result = await commitFiles(connection, {
    ...commit,
    managed: new Set([manifestPath, ...(manifest?.files ?? []).map((file) => file.path)]),
    transfer: parameters.transfer,
    onProgress: (done, total) =>
      report.progress({ done, total, unit: 'bytes', message: `Sending to ${label}` }),
  });
  const { added, changed, unchanged, removed } = result.changes;
  report.log(
    'info',
    `${label}: ${added.length} files added, ${changed.length} changed, ${unchanged.length} unchanged, ${removed.length} removed`,
  );
  return result;
}
