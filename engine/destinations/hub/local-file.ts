import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What goes up under a path: a file on disk, or bytes made for the push. */
export interface UploadSource {
  /** Path in the repository, with forward slashes. */
  readonly path: string;
  readonly content: { readonly file: string } | { readonly text: string };
  /** Where the content came from, for the manifest; absent for what the push itself wrote. */
  readonly origin?: string;
}

/** An upload with what identifies its content, in both ways the Hub names contents. */
export interface LocalFile extends UploadSource {
  readonly sizeBytes: number;
  readonly gitId: string;
  readonly sha256: string;
}

/** Reads a source once and takes both digests. @throws the file system's error, or AbortError */
export async function identifyLocalFile(source: UploadSource, signal: AbortSignal): Promise<LocalFile> {
  const sizeBytes =
    'file' in source.content
      ? (await stat(source.content.file)).size
      : Buffer.byteLength(source.content.text);
  const git = createHash('sha1').update(`blob ${sizeBytes}\0`);
  const sha = createHash('sha256');
  const chunks =
    'file' in source.content
      ? createReadStream(source.content.file, { highWaterMark: 1 << 20, signal })
      : [source.content.text];
  for await (const chunk of chunks) {
    git.update(chunk);
    sha.update(chunk);
  }
  return { ...source, sizeBytes, gitId: git.digest('hex'), sha256: sha.digest('hex') };
}

/** The content as a blob that `fetch` can send more than once. */
export async function toBlob(source: UploadSource): Promise<Blob> {
  return 'file' in source.content ? await openAsBlob(source.content.file) : new Blob([source.content.text]);
}
