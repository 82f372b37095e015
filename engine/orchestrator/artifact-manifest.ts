import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../base/canonical-json.ts';
import { type Digest, digestFile, digestOf } from '../base/digest.ts';
import { listFiles } from '../base/list-files.ts';
import { pooledMap } from '../base/pooled-map.ts';
import type { Manifest } from '../metadata/artifact-table.ts';
import type { Properties } from '../pipeline/component.ts';

export interface ArtifactContent {
  readonly manifest: Manifest;
  readonly sizeBytes: number;
  /** Over the manifest and the declared properties: what downstream keys are made of (rule S2). */
  readonly digest: Digest;
}

/** Lists and hashes the files of a folder. With `sync`, each is flushed to disk first (rule R1). */
export async function readContent(
  folder: string,
  options: { readonly properties: Properties; readonly sync: boolean },
): Promise<ArtifactContent> {
  const files = await listFiles(folder);
  const entries = await pooledMap(files, 8, async (file) => {
    if (options.sync) {
      await syncFile(file.absolutePath);
    }
    return [file.path, [file.sizeBytes, await digestFile(file.absolutePath)] as const] as const;
  });
  const manifest = Object.fromEntries(entries);
  return {
    manifest,
    sizeBytes: files.reduce((total, file) => total + file.sizeBytes, 0),
    digest: digestOf(canonicalJson({ files: manifest, properties: options.properties })),
  };
}

/** Whether every listed file is there with its size (rule R2); with `bytes`, whether its content is unchanged. */
export async function verifyManifest(
  folder: string,
  manifest: Manifest,
  options: { readonly bytes?: boolean; readonly signal?: AbortSignal } = {},
): Promise<boolean> {
  // One file's bytes at a time leave the disk to others.
  const checks = await pooledMap(
    Object.entries(manifest),
    options.bytes ? 1 : 16,
    async ([path, [sizeBytes, digest]]) => {
      try {
        const file = join(folder, path);
        const stats = await stat(file);
        const sameSize = stats.isFile() && stats.size === sizeBytes;
        return sameSize && (!options.bytes || (await digestFile(file, options.signal)) === digest);
      } catch {
        return false;
      }
    },
  );
  return checks.every(Boolean) && (checks.length > 0 || (await isFolder(folder)));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
