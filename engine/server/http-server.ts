import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type AccessDecision, cookieName, decideAccess } from './access-guard.ts';

// An import would read all that the module exports, and so load the client of WebSockets, which takes longer than the rest.
const { createServer } = process.getBuiltinModule('node:http');

/** What a route answers with; undefined means that there is no such thing. */
export interface RouteResponse {
  readonly body: Uint8Array | NodeJS.ReadableStream;
  readonly headers: Readonly<Record<string, string>>;
  readonly status?: number;
}

export type Route = (url: URL, signal: AbortSignal) => Promise<RouteResponse | undefined>;

export interface HttpServerOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /** Take another port where that one is taken or forbidden. */
  readonly anyPort?: boolean | undefined;
  readonly token: string;
  /** Asked in order; the first answer counts. */
  readonly routes: readonly Route[];
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** What went wrong in a route, worded for a person, and the status that says it to a program. */
  readonly describeError: (error: unknown) => { readonly status: number; readonly text: string };
}

const alwaysHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Listens on this machine only. Every request passes the access guard first. */
export async function startHttpServer(options: HttpServerOptions): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    void answer(request, response, options, portOf(server));
  });
  server.on('upgrade', (request, socket, head) => {
    const decision = guard(request, options.token, portOf(server), true);
    if (decision.allow) options.onUpgrade(request, socket, head);
    else socket.end(`HTTP/1.1 ${decision.status} Refused\r\nconnection: close\r\n\r\n`);
  });
  await listen(server, options.port).catch((error: unknown) => {
    if (!options.anyPort) throw error;
    return listen(server, 0);
  });
  return { server, port: portOf(server) };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpServerOptions,
  port: number,
): Promise<void> {
  const decision = guard(request, options.token, port, false);
  if (!decision.allow) return sendText(response, decision.status, decision.reason);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (decision.setCookie) return welcome(response, url, options.token, port);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendText(response, 405, 'Only reading is allowed here');
  const aborted = new AbortController();
  response.once('close', () => aborted.abort());
  try {
    for (const route of options.routes) {
      const found = await route(url, aborted.signal);
      if (found !== undefined) return send(response, found);
    }
    sendText(response, 404, `There is nothing at ${url.pathname}`);
  } catch (error) {
    if (aborted.signal.aborted) return;
    const { status, text } = options.describeError(error);
    sendText(response, status, text);
  }
}

function guard(request: IncomingMessage, token: string, port: number, webSocket: boolean): AccessDecision {
  const { host, origin, cookie } = request.headers;
  const queryToken = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('token');
  return decideAccess({ host, origin, cookie, queryToken }, { token, port, webSocket });
}

/** Moves the token from the address, where it would end up in histories, into a cookie no script can read. */
function welcome(response: ServerResponse, url: URL, token: string, port: number): void {
  url.searchParams.delete('token');
  response.writeHead(303, {
    ...alwaysHeaders,
    location: url.pathname + url.search,
    'cache-control': 'no-store',
    'set-cookie': `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/`,
  });
  response.end();
}

function send(response: ServerResponse, { body, headers, status }: RouteResponse): void {
  if (response.destroyed) return;
  response.writeHead(status ?? 200, { ...alwaysHeaders, ...headers });
  if (body instanceof Uint8Array) response.end(body);
  else body.once('error', () => response.destroy()).pipe(response);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, {
    status,
    body: Buffer.from(`${text}\n`),
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
