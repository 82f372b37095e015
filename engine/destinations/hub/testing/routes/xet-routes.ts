import { DoubleFailure } from '../double-failure.ts';
import type { DoubleRequest, Route } from '../double-request.ts';
import { sha256 } from '../git-objects.ts';
import { readShardFiles } from '../xet/shard-files.ts';
import { unpackXorb } from '../xet/xorb-chunks.ts';

/** A token for the content store names what it is good for; it is no token of the Hub. */
export function xetToken(target: string): string {
  return `xet-${Buffer.from(target).toString('base64url')}`;
}

/** The repository that a content store's token stands for. @throws DoubleFailure 401 */
function targetOf({ headers }: DoubleRequest): string {
  const token = /^Bearer xet-([\w-]+)$/.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) {
    throw new DoubleFailure(401, 'The content store wants its own token');
  }
  return Buffer.from(token, 'base64url').toString();
}

/** The content-addressed store behind Xet: packs of chunks, and shards that say which files they make up. */
export const xetRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: /^\/v1\/chunks\/default\/(?<hash>[0-9a-f]{64})$/,
    handle(request) {
      targetOf(request);
      throw new DoubleFailure(404, 'No known chunk begins here');
    },
  },
  {
    method: 'POST',
    pattern: /^\/v1\/xorbs\/default\/(?<hash>[0-9a-f]{64})$/,
    handle(request) {
      targetOf(request);
      request.hub.xorbs.set(request.match.hash ?? '', unpackXorb(request.body));
      return { json: { was_inserted: true } };
    },
  },
  {
    method: 'POST',
    pattern: /^\/v1\/shards(?<rest>)$/,
    handle(request) {
      const target = targetOf(request);
      for (const file of readShardFiles(request.body)) {
        const chunks = file.terms.flatMap(({ xorb, firstChunk, endChunk }) =>
          (request.hub.xorbs.get(xorb) ?? []).slice(firstChunk, endChunk),
        );
        const bytes = Buffer.concat(chunks);
        if (sha256(bytes) !== file.sha256) {
          throw new DoubleFailure(400, 'The chunks do not make up the announced file');
        }
        request.hub.store.largeObjects.set(`${target}/${file.sha256}`, bytes);
      }
      return { json: { result: 1 } };
    },
  },
];
