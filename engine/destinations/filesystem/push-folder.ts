import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ListedFile, listFiles } from '../../base/list-files.ts';
import { syncFolder } from '../../base/write-file-atomic.ts';
import { FilesystemError } from './filesystem-error.ts';

export interface FolderPush {
  /** Folder of the serving model. */
  readonly model: string;
  /** Identity of the model, by which an interrupted push of the same one is taken up again. */
  readonly digest: string;
  readonly baseDirectory: string;
  /** Seconds since 1970; the version is this or, when taken, the next free one. */
  readonly nowSeconds: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface PushedVersion {
  readonly version: string;
  readonly directory: string;
  readonly sizeBytes: number;
}

/** Servers watch for this file, so it is the last to appear, as with TFX's Pusher. */
const modelFile = 'saved_model.pb';

/**
 * Copies a serving model into `<base>/<version>`, the version being Unix seconds as TensorFlow Serving expects. The
 * copy is made in a hidden folder beside the versions and renamed when it is whole, so that no server ever sees half a
 * model; a push cut short leaves that folder, and the next push of the same model goes on where it ended.
 *
 * @throws FilesystemError "not-a-serving-model" or "cannot-push"
 */
export async function pushToFolder(push: FolderPush): Promise<PushedVersion> {
  const files = await servingFiles(push.model);
  const staging = path.join(push.baseDirectory, `.push-${push.digest.replace(/^sha256-/, '').slice(0, 16)}`);
  try {
    await mkdir(staging, { recursive: true });
    await copyMissing(files, staging, push);
    const version = await freeVersion(push.baseDirectory, push.nowSeconds);
    const directory = path.join(push.baseDirectory, version);
    await rename(staging, directory);
    await syncFolder(push.baseDirectory);
    return { version, directory, sizeBytes: totalBytes(files) };
  } catch (cause) {
    push.signal.throwIfAborted();
    throw cannotPush(push.baseDirectory, cause);
  }
}

/** Copies a serving model's files into a folder that is not served, `saved_model.pb` last all the same. */
export async function copyServingModel(model: string, target: string, signal: AbortSignal): Promise<void> {
  for (const file of await servingFiles(model)) {
    signal.throwIfAborted();
    await copyWhole(file, target);
  }
}

/** Versions in a folder of pushes, newest first. A folder that does not exist has none. */
export async function listVersions(baseDirectory: string): Promise<string[]> {
  const entries = await readdir(baseDirectory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && /^\d+$/.test(entry.name))
    .map((entry) => entry.name)
    .sort((a, b) => Number(b) - Number(a));
}

/** A serving model's files in the order in which they are copied. @throws FilesystemError "not-a-serving-model" */
export async function servingFiles(model: string): Promise<readonly ListedFile[]> {
  const files = await listFiles(model).catch(() => []);
  if (!files.some((file) => file.path === modelFile)) {
    throw new FilesystemError('not-a-serving-model', `There is no "${modelFile}" in "${model}"`, {
      hint: 'Run the Trainer again; its model has no serving export',
    });
  }
  return [
    ...files.filter((file) => file.path !== modelFile),
    ...files.filter((file) => file.path === modelFile),
  ];
}

async function copyMissing(files: readonly ListedFile[], staging: string, push: FolderPush): Promise<void> {
  const total = totalBytes(files);
  let done = 0;
  for (const file of files) {
    push.signal.throwIfAborted();
    if (!(await isWhole(file, staging))) {
      await copyWhole(file, staging);
    }
    done += file.sizeBytes;
    push.onProgress?.(done, total);
  }
}

/** A file appears in the target under its own name only when it is whole. */
async function copyWhole(file: ListedFile, target: string): Promise<void> {
  const destination = path.join(target, file.path);
  const partial = `${destination}.part`;
  await mkdir(path.dirname(destination), { recursive: true });
  await copyFile(file.absolutePath, partial, constants.COPYFILE_FICLONE);
  await rename(partial, destination);
}

async function isWhole(file: ListedFile, target: string): Promise<boolean> {
  const found = await stat(path.join(target, file.path)).catch(() => null);
  return found?.size === file.sizeBytes;
}

/** Later than every version there is, so that the newest push is the one that servers take. */
async function freeVersion(baseDirectory: string, nowSeconds: number): Promise<string> {
  const [newest] = await listVersions(baseDirectory);
  return String(Math.max(Math.floor(nowSeconds), newest === undefined ? 0 : Number(newest) + 1));
}

function totalBytes(files: readonly ListedFile[]): number {
  return files.reduce((sum, file) => sum + file.sizeBytes, 0);
}

function cannotPush(baseDirectory: string, cause: unknown): FilesystemError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FilesystemError('cannot-push', `Cannot push to "${baseDirectory}": ${reason}`, {
    hint: 'Check that the folder may be written to and that the disk has room, then run the cell again',
    cause,
  });
}
