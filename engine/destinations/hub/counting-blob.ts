/**
 * A blob that tells how many of its bytes were read, for upload progress. `fetch` takes its length from `size`, so
 * the request still has a Content-Length, which presigned storage addresses insist on.
 */
export class CountingBlob extends Blob {
  override readonly size: number;
  override readonly type: string;
  readonly #source: Blob;
  readonly #onBytes: (readBytes: number) => void;

  constructor(source: Blob, onBytes: (readBytes: number) => void) {
    super([]);
    this.size = source.size;
    this.type = source.type;
    this.#source = source;
    this.#onBytes = onBytes;
  }

  override stream(): ReturnType<Blob['stream']> {
    let readBytes = 0;
    const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        readBytes += chunk.byteLength;
        this.#onBytes(readBytes);
        controller.enqueue(chunk);
      },
    });
    return this.#source.stream().pipeThrough(counter);
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#source.arrayBuffer();
  }
}
