import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CRC32C } from '@google-cloud/storage';

interface StoredObject {
  readonly content: Buffer;
  readonly contentType: string;
}

interface ResumableSession {
  readonly bucket: string;
  readonly name: string;
  readonly contentType: string;
  received: Buffer;
}

/**
 * A stand-in for Cloud Storage's JSON API on the loopback address, for tests: media, multipart and resumable uploads,
 * metadata, listing and download, for buckets that exist. Faults: the connection drops after so many bytes of an
 * upload, or a request is refused.
 */
export class StorageDouble implements AsyncDisposable {
  readonly objects = new Map<string, StoredObject>();
  readonly buckets = new Set<string>();
  readonly requests: string[] = [];
  /** The next upload's connection breaks once so many bytes have come. */
  dropAfterBytes: number | undefined;
  /** Requests whose method and path match are refused with this status. */
  refuse: { readonly pattern: RegExp; readonly status: number; readonly message: string } | undefined;
  readonly #sessions = new Map<string, ResumableSession>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(...buckets: readonly string[]): Promise<StorageDouble> {
    const double = new StorageDouble();
    for (const bucket of buckets) double.buckets.add(bucket);
    await new Promise<void>((resolve) => double.#server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const line = `${request.method} ${url.pathname}`;
    this.requests.push(line);
    if (this.refuse?.pattern.test(line)) return sendError(response, this.refuse.status, this.refuse.message);
    if (url.pathname === '/storage/v1/b') {
      const items = [...this.buckets].map((name) => ({ kind: 'storage#bucket', id: name, name }));
      return sendJson(response, 200, { kind: 'storage#buckets', items });
    }
    const upload = /^\/upload\/storage\/v1\/b\/([^/]+)\/o$/.exec(url.pathname);
    const object = /^\/storage\/v1\/b\/([^/]+)\/o(?:\/(.+))?$/.exec(url.pathname);
    const bucket = decodeURIComponent(upload?.[1] ?? object?.[1] ?? '');
    if (!this.buckets.has(bucket)) return sendError(response, 404, 'The specified bucket does not exist.');
    if (upload !== null) return this.#upload(request, response, url, bucket);
    const name = object?.[2] === undefined ? undefined : decodeURIComponent(object[2]);
    if (name === undefined) return this.#list(response, bucket, url.searchParams.get('prefix') ?? '');
    this.#read(response, bucket, name, url.searchParams.get('alt') === 'media');
  }

  async #upload(request: IncomingMessage, response: ServerResponse, url: URL, bucket: string): Promise<void> {
    const kind = url.searchParams.get('uploadType');
    const name = url.searchParams.get('name') ?? '';
    if (kind === 'resumable' && request.method === 'POST') {
      const id = randomUUID();
      const contentType = String(request.headers['x-upload-content-type'] ?? 'application/octet-stream');
      await this.#body(request);
      this.#sessions.set(id, { bucket, name, contentType, received: Buffer.alloc(0) });
      response.writeHead(200, { location: `${url.href}&upload_id=${id}` }).end();
      return;
    }
    if (kind === 'resumable') return this.#resume(request, response, url.searchParams.get('upload_id') ?? '');
    const body = await this.#body(request);
    if (kind === 'multipart') {
      const { metadata, content, contentType } = splitMultipart(
        body,
        String(request.headers['content-type']),
      );
      return this.#store(response, bucket, name || String(metadata.name), { content, contentType });
    }
    this.#store(response, bucket, name, {
      content: body,
      contentType: String(request.headers['content-type']),
    });
  }

  /** A chunk of a resumable session: `bytes FROM-TO/TOTAL`, or a question how far it got: `bytes * /TOTAL`. */
  async #resume(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const session = this.#sessions.get(id);
    if (session === undefined) return sendError(response, 410, 'The upload session has expired.');
    const range = /^bytes (?:(\d+)-(\d+|\*)|\*)\/(\d+|\*)$/.exec(
      String(request.headers['content-range'] ?? 'bytes 0-*/*'),
    );
    if (range === null) return sendError(response, 400, 'Content-Range is not valid.');
    const from = range[1];
    if (from !== undefined && Number(from) !== session.received.length)
      return sendError(response, 416, 'The chunk does not continue where the session stands.');
    const chunks: Buffer[] = [];
    try {
      await this.#body(request, (chunk) => chunks.push(chunk));
    } finally {
      session.received = Buffer.concat([session.received, ...chunks]);
    }
    // "FROM-*" ends with the body; "FROM-TO/*" is a chunk of an upload whose size is not known yet.
    const complete = range[2] === '*' || (range[3] !== '*' && session.received.length >= Number(range[3]));
    if (from === undefined || !complete) {
      const range308 = session.received.length > 0 ? { range: `bytes=0-${session.received.length - 1}` } : {};
      response.writeHead(308, range308).end();
      return;
    }
    this.#sessions.delete(id);
    this.#store(response, session.bucket, session.name, {
      content: session.received,
      contentType: session.contentType,
    });
  }

  async #body(request: IncomingMessage, onChunk?: (chunk: Buffer) => void): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      onChunk?.(chunk);
      bytes += chunk.length;
      if (this.dropAfterBytes !== undefined && bytes >= this.dropAfterBytes) {
        this.dropAfterBytes = undefined;
        request.socket.destroy();
        throw new Error('The connection was dropped on request of a test');
      }
    }
    return Buffer.concat(chunks);
  }

  #store(response: ServerResponse, bucket: string, name: string, object: StoredObject): void {
    this.objects.set(`${bucket}/${name}`, object);
    sendJson(response, 200, objectResource(bucket, name, object));
  }

  #list(response: ServerResponse, bucket: string, prefix: string): void {
    const items = [...this.objects]
      .filter(([key]) => key.startsWith(`${bucket}/${prefix}`))
      .map(([key, object]) => objectResource(bucket, key.slice(bucket.length + 1), object));
    sendJson(response, 200, { kind: 'storage#objects', items });
  }

  #read(response: ServerResponse, bucket: string, name: string, media: boolean): void {
    const object = this.objects.get(`${bucket}/${name}`);
    if (object === undefined) sendError(response, 404, `No such object: ${bucket}/${name}`);
    else if (media) sendContent(response, object, objectResource(bucket, name, object));
    else sendJson(response, 200, objectResource(bucket, name, object));
  }
}

function sendContent(response: ServerResponse, object: StoredObject, resource: Record<string, string>): void {
  response
    .writeHead(200, {
      'content-type': object.contentType,
      'content-length': object.content.length,
      'x-goog-hash': `crc32c=${resource.crc32c},md5=${resource.md5Hash}`,
    })
    .end(object.content);
}

function objectResource(
  bucket: string,
  name: string,
  { content, contentType }: StoredObject,
): Record<string, string> {
  const crc32c = new CRC32C();
  crc32c.update(content);
  return {
    kind: 'storage#object',
    id: `${bucket}/${name}/1`,
    name,
    bucket,
    generation: '1',
    metageneration: '1',
    contentType,
    size: String(content.length),
    md5Hash: createHash('md5').update(content).digest('base64'),
    crc32c: crc32c.toString(),
  };
}

function splitMultipart(body: Buffer, header: string): { metadata: Record<string, unknown> } & StoredObject {
  const boundary = /boundary="?([^";]+)"?/.exec(header)?.[1] ?? '';
  const marker = Buffer.from(`--${boundary}`);
  const first = body.indexOf(marker) + marker.length;
  const second = body.indexOf(marker, first);
  const last = body.lastIndexOf(marker);
  const part = (from: number, to: number): { head: string; content: Buffer } => {
    const gap = body.indexOf('\r\n\r\n', from);
    return { head: body.subarray(from, gap).toString(), content: body.subarray(gap + 4, to - 2) };
  };
  const metadata = part(first, second);
  const media = part(second + marker.length, last);
  const contentType = /content-type:\s*([^\r\n]+)/i.exec(media.head)?.[1] ?? 'application/octet-stream';
  return { metadata: JSON.parse(metadata.content.toString()), content: media.content, contentType };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendError(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, {
    error: { code: status, message, errors: [{ message, reason: 'backendError' }] },
  });
}
