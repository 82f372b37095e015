import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Bucket, Storage } from '@google-cloud/storage';
import { type ListedFile, listFiles } from '../../base/list-files.ts';
import type { GoogleConnection } from './google-connection.ts';
import { toVertexError, VertexError } from './vertex-error.ts';

/** A folder in Cloud Storage: `gs://bucket/prefix`. */
export interface StorageFolder {
  readonly bucket: string;
  readonly prefix: string;
}

export interface UploadProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

const role = 'Storage Object Admin';

/** The client keeps one chunk in memory, which it can send again when a connection breaks; a multiple of 256 KiB. */
const chunkBytes = 4 * 1024 * 1024;

/** @throws VertexError "settings" */
export function parseStorageUri(uri: string): StorageFolder {
  const match = /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/(.*?))?\/?$/.exec(uri);
  if (match === null)
    throw new VertexError('settings', `"${uri}" is not a Cloud Storage folder`, {
      hint: 'It must look like gs://bucket/folder',
    });
  return { bucket: match[1] ?? '', prefix: match[2] ?? '' };
}

export async function openBucket(connection: GoogleConnection, name: string): Promise<Bucket> {
  return (await openStorage(connection)).bucket(name);
}

/** Names of the project's buckets. @throws VertexError */
export async function listBuckets(connection: GoogleConnection): Promise<readonly string[]> {
  try {
    const [buckets] = await (await openStorage(connection)).getBuckets();
    return buckets.map((bucket) => bucket.name);
  } catch (error) {
    throw toVertexError(error, {
      action: `list the buckets of ${connection.project}`,
      role: 'Storage Admin',
    });
  }
}

/** The library is loaded when it is first needed. */
async function openStorage(connection: GoogleConnection): Promise<Storage> {
  const { IdempotencyStrategy, Storage } = await import('@google-cloud/storage');
  const { project, credentials, emulators } = connection;
  return new Storage({
    projectId: project,
    // An emulator gets no credentials: the connection to it is not encrypted.
    ...(emulators === undefined ? signIn(credentials) : { apiEndpoint: emulators.storageUrl }),
    // An upload that is sent again writes the same bytes, so it may always be tried again.
    retryOptions: {
      autoRetry: true,
      maxRetries: 5,
      totalTimeout: 120,
      idempotencyStrategy: IdempotencyStrategy.RetryAlways,
    },
  });
}

function signIn(credentials: string | undefined) {
  return credentials === undefined ? {} : { credentials: JSON.parse(credentials) };
}

/**
 * Uploads a folder. Objects that are there with the same size and CRC32C are skipped, so an upload that broke off
 * continues with the files that are missing; large files go through resumable sessions. `saved_model.pb` goes last,
 * since servers take it as the sign that a model is complete.
 *
 * @throws VertexError, AbortError
 */
export async function uploadFolder(
  bucket: Bucket,
  { folder, prefix }: { readonly folder: string; readonly prefix: string },
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: UploadProgress) => void },
): Promise<readonly string[]> {
  const files = [...(await listFiles(folder))].sort((left, right) => rank(left) - rank(right));
  const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  let doneBytes = 0;
  const uploaded: string[] = [];
  for (const file of files) {
    options.signal.throwIfAborted();
    const object = [prefix, file.path].filter((part) => part !== '').join('/');
    const onBytes = (bytes: number): void => options.onProgress({ doneBytes: doneBytes + bytes, totalBytes });
    if (await uploadFile(bucket, file, object, { signal: options.signal, onBytes })) uploaded.push(object);
    doneBytes += file.sizeBytes;
    options.onProgress({ doneBytes, totalBytes });
  }
  return uploaded;
}

const rank = (file: ListedFile): number => Number(file.path === 'saved_model.pb');

async function uploadFile(
  bucket: Bucket,
  file: ListedFile,
  object: string,
  options: { readonly signal: AbortSignal; readonly onBytes: (bytes: number) => void },
): Promise<boolean> {
  const target = bucket.file(object);
  try {
    const { CRC32C } = await import('@google-cloud/storage');
    const crc32c = (await CRC32C.fromFile(file.absolutePath)).toString();
    if (await holds(bucket, object, file.sizeBytes, crc32c)) return false;
    let bytes = 0;
    const source = createReadStream(file.absolutePath).on('data', (chunk) => {
      bytes += chunk.length;
      options.onBytes(bytes);
    });
    const sink = target.createWriteStream({
      resumable: file.sizeBytes > chunkBytes,
      chunkSize: chunkBytes,
      validation: 'crc32c',
    });
    await pipeline(source, sink, { signal: options.signal });
    if (!(await holds(bucket, object, file.sizeBytes, crc32c))) throw damaged(bucket.name, object);
    return true;
  } catch (error) {
    throw toVertexError(error, { action: `upload "gs://${bucket.name}/${object}"`, role });
  }
}

async function holds(bucket: Bucket, object: string, sizeBytes: number, crc32c: string): Promise<boolean> {
  const file = bucket.file(object);
  const [exists] = await file.exists();
  if (!exists) return false;
  const [metadata] = await file.getMetadata();
  return Number(metadata.size) === sizeBytes && metadata.crc32c === crc32c;
}

function damaged(bucket: string, object: string): VertexError {
  return new VertexError(
    'upload-damaged',
    `"gs://${bucket}/${object}" is not what was uploaded: its checksum differs`,
    {
      hint: 'Run the cell again; only what is wrong is uploaded anew',
    },
  );
}

/** Downloads every object below a prefix into a folder. @throws VertexError */
export async function downloadFolder(
  bucket: Bucket,
  { prefix, folder }: { readonly prefix: string; readonly folder: string },
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    const [objects] = await bucket.getFiles({ prefix: `${prefix}/` });
    for (const object of objects) {
      signal.throwIfAborted();
      const destination = path.join(folder, object.name.slice(prefix.length + 1));
      await mkdir(path.dirname(destination), { recursive: true });
      await object.download({ destination, validation: 'crc32c' });
    }
    return objects.map((object) => object.name);
  } catch (error) {
    throw toVertexError(error, { action: `fetch "gs://${bucket.name}/${prefix}"`, role });
  }
}
