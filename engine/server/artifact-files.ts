import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolveInside } from '../base/resolve-inside.ts';
import type { PipelineAccess } from './handler.ts';
import type { RouteResponse } from './http-server.ts';
import { contentTypeOf } from './static-files.ts';

/**
 * `/artifact/{artifactId}/file/{path}` and `/execution/{executionId}/sample/{path}`: a file as it is. An artifact never
 * changes, so its files may be kept for ever; those of an execution may still grow.
 */
export async function readArtifactFile(
  pathname: string,
  pipeline: PipelineAccess,
): Promise<RouteResponse | undefined> {
  const match = /^\/(?:artifact\/(\d+)\/file|execution\/(\d+)\/sample)\/(.+)$/.exec(pathname);
  if (match === null) return undefined;
  const [, artifactId, executionId, encoded = ''] = match;
  const folder =
    artifactId === undefined
      ? pipeline.executionDirectory(Number(executionId))
      : pipeline.artifact(Number(artifactId)).path;
  const file = resolveInside(folder, decodeURIComponent(encoded));
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  return {
    body: createReadStream(file),
    headers: {
      'content-type': servedType(file),
      'content-length': String(found.size),
      'cache-control': artifactId === undefined ? 'no-cache' : 'private, max-age=31536000, immutable',
    },
  };
}

/** Files of an artifact are data from elsewhere: what a browser would run is served as text. */
function servedType(file: string): string {
  const type = contentTypeOf(file);
  return /html|javascript|svg/.test(type) ? 'text/plain; charset=utf-8' : type;
}
