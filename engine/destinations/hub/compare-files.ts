import type { LocalFile } from './local-file.ts';
import type { RemoteFile } from './remote-files.ts';

/** What a commit would change, path by path. */
export interface FileChanges {
  readonly added: readonly LocalFile[];
  readonly changed: readonly LocalFile[];
  readonly unchanged: readonly LocalFile[];
  /** Left over from an earlier push and no longer part of this one. */
  readonly removed: readonly RemoteFile[];
}

/**
 * Compares what is to be there with what is there. Only paths in `managed`, those an earlier push wrote, are ever
 * removed: what somebody else put into the repository stays.
 */
export function compareFiles(params: {
  readonly local: readonly LocalFile[];
  readonly remote: ReadonlyMap<string, RemoteFile>;
  readonly managed: ReadonlySet<string>;
}): FileChanges {
  const { local, remote, managed } = params;
  const wanted = new Set(local.map((file) => file.path));
  const isSame = (file: LocalFile) => hasContent(remote.get(file.path), file);
  return {
    added: local.filter((file) => !remote.has(file.path)),
    changed: local.filter((file) => remote.has(file.path) && !isSame(file)),
    unchanged: local.filter((file) => isSame(file)),
    removed: [...remote.values()].filter((file) => managed.has(file.path) && !wanted.has(file.path)),
  };
}

function hasContent(remote: RemoteFile | undefined, local: LocalFile): boolean {
  return (
    remote !== undefined &&
    (remote.sha256 === null ? remote.gitId === local.gitId : remote.sha256 === local.sha256)
  );
}
