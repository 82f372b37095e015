import { DoubleFailure } from '../double-failure.ts';
import type { DoubleRequest, Route } from '../double-request.ts';
import { sha256 } from '../git-objects.ts';

/** Object storage behind presigned addresses: an Authorization header beside the signature is refused, as S3 does. */
export const storageRoutes: readonly Route[] = [
  {
    method: 'PUT',
    pattern: /^\/(?<target>.+\/[0-9a-f]{64})$/,
    handle(request) {
      requireSignature(request);
      const target = request.match.target ?? '';
      const part = request.url.searchParams.get('part');
      const digest = sha256(request.body);
      if (part !== null) {
        request.hub.parts.set(`${target}#${part}`, request.body);
        return { headers: { ETag: `"${digest}"` } };
      }
      if (!target.endsWith(digest)) {
        throw new DoubleFailure(400, 'The bytes do not have the announced SHA-256');
      }
      request.hub.store.largeObjects.set(target, request.body);
      return { headers: { ETag: `"${digest}"` } };
    },
  },
  {
    method: 'GET',
    pattern: /^\/(?<target>.+\/[0-9a-f]{64})$/,
    handle(request) {
      requireSignature(request);
      const bytes = request.hub.store.largeObjects.get(request.match.target ?? '');
      if (bytes === undefined) {
        throw new DoubleFailure(404, 'NoSuchKey');
      }
      return rangedAnswer(request, bytes, {});
    },
  },
];

function requireSignature({ url, headers }: DoubleRequest): void {
  if (headers.authorization !== undefined) {
    throw new DoubleFailure(400, 'Only one auth mechanism allowed');
  }
  if (!url.searchParams.has('X-Amz-Signature')) {
    throw new DoubleFailure(403, 'AccessDenied');
  }
}

/** The bytes, or the part of them that a Range header asks for. */
export function rangedAnswer(
  request: DoubleRequest,
  bytes: Buffer,
  headers: Readonly<Record<string, string>>,
) {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (range === null) {
    return { bytes, headers: { 'Accept-Ranges': 'bytes', ...headers } };
  }
  const start = Number(range[1]);
  const end = range[2] === '' ? bytes.byteLength - 1 : Math.min(Number(range[2]), bytes.byteLength - 1);
  const contentRange = `bytes ${start}-${end}/${bytes.byteLength}`;
  return {
    status: 206,
    bytes: bytes.subarray(start, end + 1),
    headers: { 'Accept-Ranges': 'bytes', 'Content-Range': contentRange, ...headers },
  };
}
