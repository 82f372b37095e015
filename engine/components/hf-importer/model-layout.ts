import { resolveInside } from '../../base/resolve-inside.ts';
import type { RemoteFile } from '../../destinations/hub/remote-files.ts';
import { servingFolder } from '../hf-pusher/model-files.ts';
import type { PushManifest } from '../hf-pusher/push-manifest.ts';

/** A file to fetch and where it goes in the model artifact. */
export interface WantedFile {
  readonly file: RemoteFile;
  /** Inside the artifact. */
  readonly path: string;
  readonly target: string;
}

/** What a SavedModel consists of, where no manifest says more. */
const savedModelPath = /^(?:saved_model\.pb|fingerprint\.pb|keras_metadata\.pb|(?:variables|assets)\/.+)$/;

/**
 * The files of a revision that make up the model. Versions that Millrace pushed say where each file came from; of others
 * the SavedModel at the root is taken. Every target stays below `folder`.
 *
 * @throws PathError for a path that leads out of the folder
 */
export function wantedFiles(params: {
  readonly remote: ReadonlyMap<string, RemoteFile>;
  readonly manifest: PushManifest | null;
  readonly folder: string;
}): readonly WantedFile[] {
  const { remote, manifest, folder } = params;
  const origins = new Map(manifest?.files.map((file) => [file.path, file.origin]));
  return [...remote.values()].flatMap((file) => {
    const path = manifest === null ? foreignPath(file.path) : modelPath(origins.get(file.path));
    return path === null ? [] : [{ file, path, target: resolveInside(folder, path) }];
  });
}

function foreignPath(path: string): string | null {
  return savedModelPath.test(path) ? `${servingFolder}/${path}` : null;
}

function modelPath(origin: string | undefined): string | null {
  return origin?.startsWith('model/') ? origin.slice('model/'.length) : null;
}
