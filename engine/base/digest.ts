import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A content digest as Millrace writes it: "sha256-" and 64 hexadecimal digits. */
export type Digest = `sha256-${string}`;

/** The digest of a text (as UTF-8) or of bytes. */
export function digestOf(content: string | Uint8Array): Digest {
  return `sha256-${createHash('sha256').update(content).digest('hex')}`;
}

/** The digest of a file's bytes, read as a stream. @throws the file system's error, or the signal's reason */
export async function digestFile(path: string, signal?: AbortSignal): Promise<Digest> {
  const hash = createHash('sha256');
  // The signal is asked, not listened to: thousands of files may be read under one.
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    signal?.throwIfAborted();
    hash.update(chunk as Uint8Array);
  }
  return `sha256-${hash.digest('hex')}`;
}
