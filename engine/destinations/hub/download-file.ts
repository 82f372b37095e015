import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asHubAction, authorization, type HubConnection } from './hub-connection.ts';
import { HubError, isNetworkError } from './hub-error.ts';
import { identifyLocalFile } from './local-file.ts';
import type { RemoteFile } from './remote-files.ts';
import type { HubRepository } from './repository-name.ts';

const attempts = 5;

/**
 * Fetches one file of a revision to `target`, going on where an earlier attempt broke off, and checks it against the
 * digest the Hub gave. A file that is there already and right is left alone.
 *
 * @throws HubError "damaged" where the bytes are not those announced, and what the connection throws
 */
export async function downloadHubFile(
  connection: HubConnection,
  params: {
    readonly repository: HubRepository;
    readonly revision: string;
    readonly file: RemoteFile;
    readonly target: string;
    readonly onBytes: (bytes: number) => void;
  },
): Promise<void> {
  const { file, target, repository } = params;
  if (await isRight(target, file, connection.signal)) {
    params.onBytes(file.sizeBytes);
    return;
  }
  await mkdir(dirname(target), { recursive: true });
  const part = `${target}.part`;
  await asHubAction(`Cannot fetch "${file.path}" of ${repository.name}`, () =>
    fetchWhole(connection, part, params),
  );
  if (!(await isRight(part, file, connection.signal))) {
    await rm(part, { force: true });
    throw new HubError(
      'damaged',
      `"${file.path}" of ${repository.name} came with other bytes than announced`,
      {
        hint: 'Run the cell again; if it stays so, something between here and the Hub changes downloads',
      },
    );
  }
  await rename(part, target);
}

type Download = Parameters<typeof downloadHubFile>[1];

async function fetchWhole(connection: HubConnection, part: string, params: Download): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await fetchRest(connection, part, params);
      return;
    } catch (error) {
      if (attempt >= attempts || !(isNetworkError(error) || isBrokenStream(error))) {
        throw error;
      }
    }
  }
}

async function fetchRest(connection: HubConnection, part: string, params: Download): Promise<void> {
  const { repository, revision, file, onBytes } = params;
  const start = await sizeOf(part);
  if (start === file.sizeBytes) {
    return;
  }
  const prefix = repository.type === 'space' ? 'spaces/' : '';
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  const url = `${connection.url}/${prefix}${repository.name}/resolve/${encodeURIComponent(revision)}/${path}`;
  const range: Record<string, string> = start === 0 ? {} : { Range: `bytes=${start}-` };
  const response = await connection.fetch(url, { headers: { ...authorization(connection), ...range } });
  if (!response.ok || response.body === null) {
    throw new HubError(
      'not-found',
      `The Hub answered ${response.status} for "${file.path}" of ${repository.name}`,
      {
        hint: 'Look at the version on the Hub; it may have been removed',
      },
    );
  }
  const append = response.status === 206;
  let received = append ? start : 0;
  onBytes(received);
  const count = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      received += chunk.byteLength;
      onBytes(received);
      yield chunk;
    }
  };
  await pipeline(response.body, count, createWriteStream(part, { flags: append ? 'a' : 'w' }), {
    signal: connection.signal,
  });
}

/** A body that ends early: undici says "terminated", Node's streams "premature close". */
function isBrokenStream(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'UND_ERR_SOCKET' || code === 'ECONNRESET';
}

async function isRight(path: string, file: RemoteFile, signal: AbortSignal): Promise<boolean> {
  if ((await sizeOf(path)) !== file.sizeBytes) {
    return false;
  }
  if (file.sizeBytes === 0) {
    return await exists(path);
  }
  const local = await identifyLocalFile({ path: file.path, content: { file: path } }, signal);
  return file.sha256 === null ? local.gitId === file.gitId : local.sha256 === file.sha256;
}

async function sizeOf(path: string): Promise<number> {
  return (await exists(path)) ? (await stat(path)).size : 0;
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
