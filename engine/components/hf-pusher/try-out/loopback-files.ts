import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UploadSource } from '../../../destinations/hub/local-file.ts';

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
};

/** A folder of files that a browser can look at until it is closed. */
export interface LoopbackFiles extends AsyncDisposable {
  readonly url: string;
}

/**
 * Serves the files of a static Space on a port of its own, so that code in a template has another origin than
 * Millrace and can reach none of it. The address holds a random word, which other programs cannot guess.
 */
export async function serveLoopbackFiles(files: readonly UploadSource[]): Promise<LoopbackFiles> {
  const word = randomBytes(16).toString('base64url');
  const byPath = new Map(files.map((file) => [`/${word}/${file.path}`, file]));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file =
      request.method === 'GET' ? byPath.get(path.endsWith('/') ? `${path}index.html` : path) : undefined;
    answer(response, file);
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${word}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, file: UploadSource | undefined): void {
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  const extension = file.path.split('.').at(-1) ?? '';
  const type = contentTypes[extension] ?? 'application/octet-stream';
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  if ('file' in file.content) {
    createReadStream(file.content.file)
      .on('error', () => response.destroy())
      .pipe(response);
    return;
  }
  response.end('text' in file.content ? file.content.text : file.content.bytes);
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
}
