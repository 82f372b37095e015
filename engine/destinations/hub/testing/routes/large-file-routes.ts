import * as z from 'zod';
import { DoubleFailure } from '../double-failure.ts';
import { type DoubleAnswer, type DoubleRequest, jsonBody, type Route } from '../double-request.ts';
import { sha256 } from '../git-objects.ts';
import { type Repository, treeObjectId } from '../repository-store.ts';
import { writableRepository } from './repository-routes.ts';
import { xetToken } from './xet-routes.ts';

const lfsContentType = 'application/vnd.git-lfs+json';
const repository = '(?<type>models|spaces|datasets)\\/(?<id>[^/]+\\/[^/]+)';

const preuploadSchema = z.strictObject({
  gitAttributes: z.string().optional(),
  gitIgnore: z.string().optional(),
  files: z
    .array(
      z.strictObject({ path: z.string().min(1), size: z.number().int().min(0), sample: z.base64().max(700) }),
    )
    .max(256),
});

const batchSchema = z.strictObject({
  operation: z.literal('upload'),
  transfers: z.array(z.string()),
  hash_algo: z.enum(['sha256', 'sha_256']),
  ref: z.strictObject({ name: z.string() }).optional(),
  objects: z
    .array(z.strictObject({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().min(1) }))
    .max(1000),
});

const completeSchema = z.strictObject({
  oid: z.string(),
  parts: z.array(z.strictObject({ partNumber: z.number().int(), etag: z.string().min(1) })),
});

/** Which files are large, where their bytes go, and putting parts together (git-lfs batch API and the Hub's multipart). */
export const largeFileRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: new RegExp(`^/api/${repository}/preupload/(?<revision>[^/]+)$`),
    handle(request) {
      const found = writableRepository(request);
      const tree = request.hub.store.commit(found, request.match.revision ?? 'main').tree;
      const { files } = jsonBody(request, preuploadSchema);
      return {
        json: {
          files: files.map((file) => {
            const remote = tree.get(file.path);
            const oid = remote === undefined ? undefined : (remote.lfsOid ?? treeObjectId(remote));
            return { path: file.path, uploadMode: uploadMode(file), shouldIgnore: false, oid };
          }),
        },
      };
    },
  },
  {
    method: 'POST',
    pattern: /^\/(?:(?<type>spaces|datasets)\/)?(?<id>[^/]+\/[^/]+)\.git\/info\/lfs\/objects\/batch$/,
    handle(request) {
      const found = writableRepository(request);
      const { objects, transfers } = jsonBody(request, batchSchema, lfsContentType);
      requireQuota(request, found, objects);
      const transfer = request.hub.options.transfer === 'xet' && transfers.includes('xet') ? 'xet' : 'basic';
      return {
        headers: { 'Content-Type': lfsContentType },
        json: {
          transfer,
          objects: objects.map(({ oid, size }) => ({
            oid,
            size,
            ...(transfer === 'xet'
              ? xetActions(request, found, oid)
              : uploadActions(request, found, oid, size)),
          })),
        },
      };
    },
  },
  {
    method: 'GET',
    pattern: new RegExp(`^/api/${repository}/xet-write-token/(?<revision>[^/]+)$`),
    handle(request) {
      const headers = xetHeaders(request, writableRepository(request));
      const json = {
        accessToken: headers['X-Xet-Access-Token'],
        casUrl: headers['X-Xet-Cas-Url'],
        exp: Number(headers['X-Xet-Token-Expiration']),
      };
      return { headers, json };
    },
  },
  {
    method: 'POST',
    pattern: /^\/api\/complete_multipart(?<rest>)$/,
    handle(request) {
      return completeMultipart(request);
    },
  },
];

/** The Hub's own rule: what is big or not text is large; empty files never are. */
function uploadMode(file: { readonly path: string; readonly size: number; readonly sample: string }): string {
  const sample = Buffer.from(file.sample, 'base64');
  const binary = sample.includes(0) || !isUtf8Start(sample);
  return file.size > 0 && (binary || file.size > 10 * 1024 * 1024) ? 'lfs' : 'regular';
}

function isUtf8Start(sample: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function uploadActions(request: DoubleRequest, found: Repository, oid: string, size: number): object {
  const { hub } = request;
  if (hub.store.largeObject(found, oid) !== undefined) {
    return {};
  }
  const target = `${found.type}/${found.id}/${oid}`;
  const storage = `${hub.storageUrl}/${target}?X-Amz-Signature=${sha256(Buffer.from(target)).slice(0, 16)}`;
  const partBytes = hub.options.partBytes ?? 16 * 1024 * 1024;
  if (size <= partBytes) {
    return { actions: { upload: { href: storage } } };
  }
  const parts = Array.from({ length: Math.ceil(size / partBytes) }, (_, index) => [
    String(index + 1).padStart(5, '0'),
    `${storage}&part=${index + 1}`,
  ]);
  const href = `${hub.url}/api/complete_multipart?target=${encodeURIComponent(target)}&size=${size}`;
  return {
    actions: { upload: { href, header: { chunk_size: String(partBytes), ...Object.fromEntries(parts) } } },
  };
}

/** Where Xet's content store is, with a token for it (the Hub's answer where the transfer is "xet"). */
function xetActions(request: DoubleRequest, found: Repository, oid: string): object {
  const { hub } = request;
  if (hub.store.largeObject(found, oid) !== undefined) {
    return {};
  }
  const header = xetHeaders(request, found);
  return {
    actions: { upload: { href: `${hub.url}/api/${found.type}s/${found.id}/xet-write-token/main`, header } },
  };
}

function xetHeaders({ hub }: DoubleRequest, found: Repository) {
  return {
    'X-Xet-Cas-Url': hub.storageUrl,
    'X-Xet-Access-Token': xetToken(`${found.type}/${found.id}`),
    'X-Xet-Token-Expiration': String(Math.floor(Date.now() / 1000) + 3600),
    'X-Xet-Session-Id': 'double',
  };
}

function requireQuota(
  request: DoubleRequest,
  found: Repository,
  objects: readonly { readonly size: number }[],
): void {
  const owner = found.id.split('/')[0] ?? '';
  const asked = objects.reduce((sum, { size }) => sum + size, 0);
  if (
    request.hub.store.usedBytes(owner) + asked >
    (request.hub.options.quotaBytes ?? Number.POSITIVE_INFINITY)
  ) {
    throw new DoubleFailure(403, 'Private repository storage limit reached, please upgrade your plan');
  }
}

function completeMultipart(request: DoubleRequest): DoubleAnswer {
  const { hub, url } = request;
  const body = jsonBody(request, completeSchema, lfsContentType);
  const target = url.searchParams.get('target') ?? '';
  const parts = body.parts.map(({ partNumber, etag }) => {
    const bytes = hub.parts.get(`${target}#${partNumber}`);
    if (bytes === undefined || etag !== `"${sha256(bytes)}"`) {
      throw new DoubleFailure(400, `Part ${partNumber} is missing or has another ETag`);
    }
    return bytes;
  });
  const whole = Buffer.concat(parts);
  if (sha256(whole) !== body.oid || whole.byteLength !== Number(url.searchParams.get('size'))) {
    throw new DoubleFailure(400, 'The parts do not make up the announced object');
  }
  hub.store.largeObjects.set(target, whole);
  return { json: {} };
}
