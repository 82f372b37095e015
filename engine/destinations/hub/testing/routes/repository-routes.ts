import * as z from 'zod';
import { DoubleFailure } from '../double-failure.ts';
import { type DoubleRequest, jsonBody, type Route } from '../double-request.ts';
import type { Repository, RepositoryType } from '../repository-store.ts';

const createSchema = z.strictObject({
  name: z.string(),
  organization: z.string().nullish(),
  type: z.enum(['model', 'dataset', 'space']).default('model'),
  visibility: z.enum(['public', 'private']).optional(),
  private: z.boolean().optional(),
  license: z.string().optional(),
  sdk: z.enum(['gradio', 'docker', 'static']).optional(),
});

/** The repository a route's `type` and `id` name, if the asker may see it. @throws DoubleFailure 404 */
export function visibleRepository(request: DoubleRequest): Repository {
  const { type, id } = request.match;
  const repository = request.hub.store.find(singular(type ?? ''), id ?? '');
  request.hub.accounts.requireReader(request.account, repository);
  return repository;
}

/** The same, for changing it. @throws DoubleFailure 401, 403 or 404 */
export function writableRepository(request: DoubleRequest): Repository {
  const repository = visibleRepository(request);
  request.hub.accounts.requireWriter(request.account, repository.id.split('/')[0] ?? '');
  return repository;
}

export function singular(type: string): RepositoryType {
  return type === 'spaces' ? 'space' : type === 'datasets' ? 'dataset' : 'model';
}

/** The path of a repository's pages: models stand at the root. */
export function pagePath(repository: Repository): string {
  return repository.type === 'model' ? `/${repository.id}` : `/${repository.type}s/${repository.id}`;
}

/** The Hub's rule for repository names (huggingface_hub, `validate_repo_id`). @throws DoubleFailure 400 */
function requireName(name: string): void {
  const good = /^[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?$/.test(name);
  if (!good || /--|\.\.|\.git$/.test(name)) {
    throw new DoubleFailure(400, `Invalid repo name: ${name} - "name" may contain [A-Za-z0-9._-] only`);
  }
}

/** Creating repositories and describing them at a revision. */
export const repositoryRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: /^\/api\/repos\/create(?<rest>)$/,
    handle(request) {
      const body = jsonBody(request, createSchema);
      const namespace = body.organization ?? request.account?.user ?? '';
      const account = request.hub.accounts.requireWriter(request.account, namespace);
      requireName(body.name);
      if (body.type === 'space' && body.sdk === undefined) {
        throw new DoubleFailure(400, '"sdk" is required for Spaces');
      }
      const id = `${namespace}/${body.name}`;
      if (request.hub.store.repositories.has(`${body.type}/${id}`)) {
        const url = `${request.hub.url}/${body.type === 'model' ? '' : `${body.type}s/`}${id}`;
        throw new DoubleFailure(409, `You already created this ${body.type} repo: ${id}`, { extra: { url } });
      }
      const repository = request.hub.store.create({
        type: body.type,
        id,
        private: body.visibility === 'private' || body.private === true,
        sdk: body.sdk ?? null,
        author: account.user,
      });
      return { json: { url: `${request.hub.url}${pagePath(repository)}`, name: id, id: `id-${id}` } };
    },
  },
  {
    method: 'GET',
    pattern:
      /^\/api\/(?<type>models|spaces|datasets)\/(?<id>[^/]+\/[^/]+)(?:\/revision\/(?<revision>[^/]+))?$/,
    handle(request) {
      const repository = visibleRepository(request);
      const commit = request.hub.store.commit(repository, request.match.revision || 'HEAD');
      return {
        json: {
          _id: `id-${repository.id}`,
          id: repository.id,
          modelId: repository.id,
          author: repository.id.split('/')[0],
          sha: commit.id,
          lastModified: commit.date,
          createdAt: commit.date,
          private: repository.private,
          gated: false,
          disabled: false,
          downloads: 0,
          likes: 0,
          tags: [],
          ...(repository.sdk === null ? {} : { sdk: repository.sdk }),
          siblings: [...commit.tree.keys()].map((rfilename) => ({ rfilename })),
        },
      };
    },
  },
  {
    method: 'GET',
    pattern: /^\/api\/(?<type>models|spaces|datasets)$/,
    handle(request) {
      const { hub, account, url } = request;
      const author = url.searchParams.get('author');
      const visible = [...hub.store.repositories.values()].filter(
        (repository) =>
          repository.type === singular(request.match.type ?? '') &&
          (author === null || repository.id.startsWith(`${author}/`)) &&
          (!repository.private || account?.user === repository.id.split('/')[0]),
      );
      return {
        json: visible.map((repository) => ({
          _id: `id-${repository.id}`,
          id: repository.id,
          private: repository.private,
          downloads: 0,
          likes: 0,
          gated: false,
          lastModified: hub.store.commit(repository, 'HEAD').date,
          ...(repository.sdk === null ? {} : { sdk: repository.sdk }),
        })),
      };
    },
  },
];
