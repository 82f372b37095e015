import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { RuntimeError } from './runtime-error.ts';

export interface UnpackWheels {
  readonly wheels: readonly string[];
  /** Created complete or not at all; must not exist. */
  readonly folder: string;
  /** Chooses the entries to unpack by their name, with forward slashes. */
  readonly wanted: (entry: string) => boolean;
}

/**
 * Unpacks the wanted entries of wheels (zip archives) into one new folder.
 *
 * @throws RuntimeError `archive-damaged`
 */
export async function unpackWheels({ wheels, folder, wanted }: UnpackWheels): Promise<void> {
  const staging = `${folder}.unpacking`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  for (const wheel of wheels) {
    try {
      await unpackEntries(wheel, staging, wanted);
    } catch (error) {
      await rm(staging, { recursive: true, force: true });
      throw new RuntimeError('archive-damaged', `Cannot unpack "${wheel}": ${(error as Error).message}`, {
        hint: 'Remove the file and try again',
        cause: error,
      });
    }
  }
  await rename(staging, folder);
}

async function unpackEntries(
  wheel: string,
  staging: string,
  wanted: (entry: string) => boolean,
): Promise<void> {
  const archive = await openPromise(wheel);
  // yauzl refuses absolute names and names with "..", so an entry stays inside the folder.
  for await (const entry of archive.eachEntry()) {
    if (!entry.fileName.endsWith('/') && wanted(entry.fileName)) {
      await unpackEntry(archive, entry, path.join(staging, entry.fileName));
    }
  }
}

async function unpackEntry(archive: ZipFile, entry: Entry, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const mode = ((entry.externalFileAttributes >>> 16) & 0o777) | 0o600;
  await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(target, { mode }));
}
