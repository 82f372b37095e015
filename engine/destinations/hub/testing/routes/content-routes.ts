import { entryNotFound } from '../double-failure.ts';
import type { DoubleAnswer, DoubleRequest, Route } from '../double-request.ts';
import { sha256 } from '../git-objects.ts';
import { type Repository, type StoredFile, treeObjectId } from '../repository-store.ts';
import { visibleRepository } from './repository-routes.ts';
import { rangedAnswer } from './storage-routes.ts';

/** File contents at a revision; large files are fetched from storage by a presigned redirect. */
export const contentRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern:
      /^\/(?:(?<type>spaces|datasets)\/)?(?<id>[^/]+\/[^/]+)\/(?<kind>resolve|raw)\/(?<revision>[^/]+)\/(?<path>.+)$/,
    handle(request) {
      const found = visibleRepository(request);
      const commit = request.hub.store.commit(found, request.match.revision ?? 'main');
      const file = commit.tree.get(request.match.path ?? '');
      if (file === undefined) {
        throw entryNotFound();
      }
      return fileAnswer(request, found, file, commit.id);
    },
  },
];

function fileAnswer(
  request: DoubleRequest,
  found: Repository,
  file: StoredFile,
  commit: string,
): DoubleAnswer {
  const common = { 'X-Repo-Commit': commit, 'Access-Control-Allow-Origin': '*' };
  if (file.lfsOid === null) {
    return rangedAnswer(request, file.bytes, { ...common, ETag: `"${treeObjectId(file)}"` });
  }
  const target = `${found.type}/${found.id}/${file.lfsOid}`;
  const signature = sha256(Buffer.from(target)).slice(0, 16);
  return {
    status: 302,
    headers: {
      ...common,
      'X-Linked-Size': String(file.bytes.byteLength),
      'X-Linked-ETag': `"${file.lfsOid}"`,
      Location: `${request.hub.storageUrl}/${target}?X-Amz-Signature=${signature}`,
    },
  };
}
