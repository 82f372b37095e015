import { createHash } from 'node:crypto';

/** The object id git gives a file's bytes: SHA-1 over "blob <size>\0" and the bytes. */
export function gitBlobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What git itself stores for a large file (git-lfs specification, version 1). */
export function lfsPointer(oid: string, sizeBytes: number): Buffer {
  return Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${sizeBytes}\n`);
}
