import { listFiles } from '@huggingface/hub';
import { asHubAction, clientParameters, type HubConnection } from './hub-connection.ts';
import type { HubRepository } from './repository-name.ts';

/** A file of a revision, with what identifies its content. */
export interface RemoteFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Git's object id; for a large file, of its pointer. */
  readonly gitId: string;
  /** SHA-256 (hexadecimal) where the file is a large one. */
  readonly sha256: string | null;
}

/** Every file of a revision by path. @throws HubError */
export async function listRemoteFiles(
  connection: HubConnection,
  repository: HubRepository,
  revision: string,
): Promise<ReadonlyMap<string, RemoteFile>> {
  const parameters = { ...clientParameters(connection), repo: repository, revision, recursive: true };
  return await asHubAction(`Cannot list the files of ${repository.name} at "${revision}"`, async () => {
    const files = new Map<string, RemoteFile>();
    for await (const { type, path, size, oid, lfs } of listFiles(parameters)) {
      if (type === 'file') {
        files.set(path, { path, sizeBytes: lfs?.size ?? size, gitId: oid ?? '', sha256: lfs?.oid ?? null });
      }
    }
    return files;
  });
}
