import * as z from 'zod';
import { jsonBody, type Route } from '../double-request.ts';
import { visibleRepository, writableRepository } from './repository-routes.ts';

const branchSchema = z.strictObject({
  startingPoint: z.string().optional(),
  emptyBranch: z.boolean().optional(),
  overwrite: z.boolean().optional(),
});
const tagSchema = z.strictObject({ tag: z.string().min(1), message: z.string().optional() });

const repository = '(?<type>models|spaces|datasets)\\/(?<id>[^/]+\\/[^/]+)';

/** Branches and tags. */
export const referenceRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: new RegExp(`^/api/${repository}/branch/(?<name>[^/]+)$`),
    handle(request) {
      const found = writableRepository(request);
      const name = request.match.name ?? '';
      const body = jsonBody(request, branchSchema);
      if (body.overwrite !== true) {
        request.hub.store.refuseExistingReference(found, name);
      }
      const start = request.hub.store.commit(found, body.startingPoint ?? 'main');
      found.branches.set(name, start.id);
      return { json: {} };
    },
  },
  {
    method: 'POST',
    pattern: new RegExp(`^/api/${repository}/tag/(?<revision>[^/]+)$`),
    handle(request) {
      const found = writableRepository(request);
      const body = jsonBody(request, tagSchema);
      request.hub.store.refuseExistingReference(found, body.tag);
      found.tags.set(body.tag, request.hub.store.commit(found, request.match.revision ?? 'main').id);
      return { json: {} };
    },
  },
  {
    method: 'GET',
    pattern: new RegExp(`^/api/${repository}/refs$`),
    handle(request) {
      const found = visibleRepository(request);
      const list = (references: ReadonlyMap<string, string>, prefix: string) =>
        [...references].map(([name, targetCommit]) => ({ name, ref: `${prefix}/${name}`, targetCommit }));
      return {
        json: {
          branches: list(found.branches, 'refs/heads'),
          converts: [],
          tags: list(found.tags, 'refs/tags'),
        },
      };
    },
  },
];
