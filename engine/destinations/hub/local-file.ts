import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What goes up under a path: a file on disk, or bytes made for the push. */
export interface UploadSource {
  /** Path in the repository, with forward slashes. */
  readonly path: string;
  readonly content: { readonly file: string } | { readonly text: string } | { readonly bytes: Uint8Array };
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
  const sizeBytes = await sizeOf(source.content);
  const git = createHash('sha1').update(`blob ${sizeBytes}\0`);
  const sha = createHash('sha256');
  for await (const chunk of chunksOf(source.content, signal)) {
    git.update(chunk);
    sha.update(chunk);
  }
  return { ...source, sizeBytes, gitId: git.digest('hex'), sha256: sha.digest('hex') };
}

/** The content as a blob that `fetch` can send more than once. */
export async function toBlob({ content }: UploadSource): Promise<Blob> {
  if ('file' in content) {
    return await openAsBlob(content.file);
  }
  return new Blob(['text' in content ? content.text : Uint8Array.from(content.bytes)]);
}

async function sizeOf(content: UploadSource['content']): Promise<number> {
  if ('file' in content) {
    return (await stat(content.file)).size;
  }
  return 'text' in content ? Buffer.byteLength(content.text) : content.bytes.byteLength;
}

function chunksOf(
  content: UploadSource['content'],
  signal: AbortSignal,
): AsyncIterable<Uint8Array> | Iterable<string | Uint8Array> {
  if ('file' in content) {
    return createReadStream(content.file, { highWaterMark: 1 << 20, signal });
  }
  return ['text' in content ? content.text : content.bytes];
}
