import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** A content digest as Millrace writes it: "sha256-" and 64 hexadecimal digits. */
export type Digest = `sha256-${string}`;

/** The digest of a text (as UTF-8) or of bytes. */
export function digestOf(content: string | Uint8Array): Digest {
  return `sha256-${createHash('sha256').update(content).digest('hex')}`;
}

const CHUNK_BYTES = 1 << 20;

/**
 * The digest of a file's bytes. One buffer is read into again and again: a stream's new one a chunk would make the
 * engine pause for collecting them.
 * @throws the file system's error, or the signal's reason
 */
export async function digestFile(path: string, signal?: AbortSignal): Promise<Digest> {
  const hash = createHash('sha256');
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, Math.max(1, size)));
  for (;;) {
    // The signal is asked, not listened to: thousands of files may be read under one.
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) return `sha256-${hash.digest('hex')}`;
    hash.update(buffer.subarray(0, bytesRead));
  }
}
