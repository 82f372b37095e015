import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { fileDigest } from './file-digest.ts';
import { RuntimeError } from './runtime-error.ts';

/** Bytes on the disk so far, and in all where the server says. */
export interface DownloadProgress {
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
}

export interface Download {
  /** `https:`, `http:` for a server on this machine, or `file:`. */
  readonly url: string;
  readonly sha256: string;
  readonly target: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
  /** A connection that is silent for longer is given up and resumed. */
  readonly stallMs?: number;
}

const attempts = 5;

/**
 * Fetches a file to `target`, which appears only once its SHA-256 is the pinned one.
 *
 * What an interrupted download left in `<target>.part` is kept and continued, in this call and in later ones.
 *
 * @throws RuntimeError `download-failed` or `checksum-mismatch`
 */
export async function downloadFile(download: Download): Promise<void> {
  const part = `${download.target}.part`;
  await mkdir(path.dirname(download.target), { recursive: true });
  if (download.url.startsWith('file:')) await copyFile(fileURLToPath(download.url), part);
  else await receiveAll(download, part);
  await verify(download, part);
  await rename(part, download.target);
}

async function receiveAll(download: Download, part: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await receive(download, part);
    } catch (error) {
      download.signal?.throwIfAborted();
      if (attempt === attempts || error instanceof RuntimeError) throw asFailure(download, error);
    }
  }
}

async function receive(download: Download, part: string): Promise<void> {
  const held = await sizeOf(part);
  const stall = new AbortController();
  const signal = download.signal ? AbortSignal.any([download.signal, stall.signal]) : stall.signal;
  const watch = watchForStall(download.stallMs ?? 30_000, () => stall.abort());
  try {
    const response = await fetch(download.url, {
      headers: held > 0 ? { Range: `bytes=${held}-` } : {},
      signal,
    });
    // 416: the part already holds every byte, because the last run ended between the last byte and the check.
    if (response.status === 416) return;
    if (!response.ok || !response.body) throw refused(download, response);
    const resumed = response.status === 206;
    const start = resumed ? held : 0;
    const length = Number(response.headers.get('content-length'));
    const report = reporter(download, start, length > 0 ? start + length : null);
    const source = Readable.fromWeb(response.body).on('data', (chunk: Buffer) => {
      watch.alive();
      report(chunk.length);
    });
    await pipeline(source, createWriteStream(part, { flags: resumed ? 'a' : 'w' }), { signal });
  } finally {
    watch.end();
  }
}

function watchForStall(stallMs: number, onStall: () => void): { alive(): void; end(): void } {
  const timer = setTimeout(onStall, stallMs);
  return { alive: () => timer.refresh(), end: () => clearTimeout(timer) };
}

function reporter(download: Download, start: number, totalBytes: number | null): (bytes: number) => void {
  let receivedBytes = start;
  return (bytes) => {
    receivedBytes += bytes;
    download.onProgress?.({ receivedBytes, totalBytes });
  };
}

async function verify(download: Download, part: string): Promise<void> {
  const found = await fileDigest(part);
  if (found === download.sha256) return;
  await rm(part, { force: true });
  throw new RuntimeError(
    'checksum-mismatch',
    `Cannot use "${path.basename(download.target)}": its SHA-256 is ${found}, expected ${download.sha256}`,
    { hint: 'The file was damaged or replaced on its way and has been removed; try again' },
  );
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (found) => found.size,
    () => 0,
  );
}

function refused(download: Download, response: Response): Error {
  const error = new Error(`the server answered ${response.status} ${response.statusText}`);
  return response.status >= 500 ? error : asFailure(download, error);
}

function asFailure(download: Download, error: unknown): RuntimeError {
  if (error instanceof RuntimeError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new RuntimeError(
    'download-failed',
    `Cannot fetch "${path.basename(download.target)}" from ${new URL(download.url).host}: ${reason}`,
    { hint: 'Check the connection and try again; what has arrived is kept', cause: error },
  );
}
