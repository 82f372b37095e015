import { repositoryUrl } from '../../destinations/hub/repository-name.ts';
import type { Properties } from '../../pipeline/component.ts';
import type { PushTarget } from './push-target.ts';

/** The custom properties of a PushedModel: the original's of tfx-addons and those its documentation promised. */
export function pushProperties(params: {
  readonly pushed: boolean;
  readonly reason: string | null;
  readonly target: PushTarget;
  readonly hubUrl: string;
  readonly version: string;
  readonly commitId: string;
  readonly modelId: number | null;
}): Properties {
  const { target, hubUrl, version } = params;
  const url = repositoryUrl(hubUrl, target.model);
  const spaces = target.spaces.map(({ kind, repository }) => [
    `${kind}_space_url`,
    repositoryUrl(hubUrl, repository),
  ]);
  const firstSpace = spaces[0]?.[1];
  return {
    pushed: params.pushed ? 1 : 0,
    pushed_destination: url,
    pushed_version: version,
    repo_id: target.model.name,
    repo_url: url,
    branch: version,
    commit_id: params.commitId,
    ...(firstSpace === undefined ? {} : { space_url: firstSpace }),
    ...Object.fromEntries(spaces),
    ...(params.reason === null ? {} : { reason: params.reason }),
    ...(params.modelId === null ? {} : { model_id: params.modelId }),
  };
}
