import { HubError } from './hub-error.ts';

/** A repository on the Hub: its kind and "owner/name". */
export interface HubRepository {
  readonly type: 'model' | 'space';
  readonly name: string;
}

/**
 * Refuses a name that the Hub would refuse, before anything is sent. The rule is the one of the official client
 * (`huggingface_hub.utils.validate_repo_id`): up to 96 letters, digits, "-", "_" and ".", no "--" or "..", no
 * "-" or "." at the ends, no ".git" at the end.
 *
 * @throws HubError "bad-name"
 */
export function checkRepositoryName(name: string): void {
  const good = /^[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?$/.test(name) && !/--|\.\.|\.git$/.test(name);
  if (!good) {
    throw new HubError('bad-name', `Cannot use "${name}" as the name of a repository on the Hub`, {
      hint: 'Use up to 96 letters, digits, "-", "_" or ".", not "--" or "..", and begin and end with a letter or digit',
    });
  }
}

/** The nearest name that the Hub accepts, for a default taken from a pipeline's name. */
export function toRepositoryName(text: string): string {
  const name = text
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .slice(0, 96)
    .replace(/^[-.]+|[-.]+$|\.git$/g, '');
  return name === '' ? 'model' : name;
}

/** Address of a repository's page. */
export function repositoryUrl(hubUrl: string, repository: HubRepository): string {
  return repository.type === 'model' ? `${hubUrl}/${repository.name}` : `${hubUrl}/spaces/${repository.name}`;
}
