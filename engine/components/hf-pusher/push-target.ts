import { HubError } from '../../destinations/hub/hub-error.ts';
import type { HubIdentity } from '../../destinations/hub/identify-user.ts';
import {
  checkRepositoryName,
  type HubRepository,
  toRepositoryName,
} from '../../destinations/hub/repository-name.ts';
import type { HFPusherParameters } from './definition.ts';

export type SpaceKind = 'static' | 'gradio';

export interface SpaceTarget {
  readonly kind: SpaceKind;
  readonly repository: HubRepository;
}

/** The repositories of a push. */
export interface PushTarget {
  readonly owner: string;
  readonly model: HubRepository;
  readonly spaces: readonly SpaceTarget[];
}

/**
 * Decides where a push goes and refuses, before anything is sent, names the Hub does not take and owners the user may
 * not write to.
 *
 * @throws HubError "bad-name", "other-owner" or "no-write-scope"
 */
export function choosePushTarget(params: {
  readonly parameters: HFPusherParameters;
  readonly pipelineName: string;
  readonly identity: HubIdentity;
}): PushTarget {
  const { parameters, pipelineName, identity } = params;
  const owner = parameters.username || identity.user;
  const name = parameters.repo_name || toRepositoryName(pipelineName);
  const spaceName = parameters.space_repo_name || name;
  checkRepositoryName(name);
  const spaces = spaceKinds(parameters.space).map((kind) => {
    const space = kind === 'gradio' ? `${spaceName}-gradio` : spaceName;
    checkRepositoryName(space);
    return { kind, repository: { type: 'space', name: `${owner}/${space}` } } as const;
  });
  checkOwner(owner, identity);
  return { owner, model: { type: 'model', name: `${owner}/${name}` }, spaces };
}

function spaceKinds(choice: HFPusherParameters['space']): readonly SpaceKind[] {
  switch (choice) {
    case 'none':
      return [];
    case 'both':
      return ['static', 'gradio'];
    default:
      return [choice];
  }
}

function checkOwner(owner: string, identity: HubIdentity): void {
  const owners = [identity.user, ...identity.organisations];
  if (!owners.includes(owner)) {
    throw new HubError(
      'other-owner',
      `"${owner}" on the Hub is not "${identity.user}" nor one of their organisations`,
      {
        hint: `Choose one of ${owners.map((name) => `"${name}"`).join(', ')} as the owner`,
        location: { parameter: 'username' },
      },
    );
  }
  if (!identity.mayWrite(owner)) {
    throw new HubError('no-write-scope', `The token of "${identity.user}" may not write to "${owner}"`, {
      hint: 'Make a token with write access to this owner at huggingface.co/settings/tokens and sign in with it',
    });
  }
}
