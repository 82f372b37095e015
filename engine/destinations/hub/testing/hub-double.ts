import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Accounts, type DoubleAccount } from './accounts.ts';
import { DoubleFailure } from './double-failure.ts';
import type { DoubleAnswer, DoubleLimits, DoubleState, Route } from './double-request.ts';
import { type Fault, type FaultEffect, FaultPlan } from './faults.ts';
import { RepositoryStore } from './repository-store.ts';
import { accountRoutes } from './routes/account-routes.ts';
import { commitRoutes } from './routes/commit-routes.ts';
import { contentRoutes } from './routes/content-routes.ts';
import { largeFileRoutes } from './routes/large-file-routes.ts';
import { referenceRoutes } from './routes/reference-routes.ts';
import { repositoryRoutes } from './routes/repository-routes.ts';
import { spaceRoutes } from './routes/space-routes.ts';
import { storageRoutes } from './routes/storage-routes.ts';
import { treeRoutes } from './routes/tree-routes.ts';
import { xetRoutes } from './routes/xet-routes.ts';

export interface HubDoubleOptions extends DoubleLimits {
  readonly accounts: readonly DoubleAccount[];
  readonly port?: number;
}

/** What came in, in order, for assertions on what was sent where. */
export interface RecordedRequest {
  readonly host: 'hub' | 'storage';
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly status: number;
}

const hubRoutes: readonly Route[] = [
  ...accountRoutes,
  ...repositoryRoutes,
  ...referenceRoutes,
  ...commitRoutes,
  ...treeRoutes,
  ...largeFileRoutes,
  ...spaceRoutes,
  ...contentRoutes,
];

/**
 * The Hugging Face Hub on the loopback interface, as far as pushing, listing and fetching go: its HTTP protocol,
 * strict about what it accepts, with faults on request. Large files lie on a second server, another origin, as
 * they do in the real service. Everything is in memory and readable through `store`.
 *
 * @example
 * await using hub = await HubDouble.start({ accounts: [{ token: 'hf_test', user: 'ada' }] });
 * await createRepo({ repo: 'ada/model', accessToken: 'hf_test', hubUrl: hub.url });
 */
export class HubDouble implements AsyncDisposable, DoubleState {
  readonly options: HubDoubleOptions;
  readonly store = new RepositoryStore();
  readonly accounts: Accounts;
  readonly requests: RecordedRequest[] = [];
  readonly parts = new Map<string, Buffer>();
  readonly xorbs = new Map<string, readonly Buffer[]>();
  readonly #faults = new FaultPlan();
  readonly #hub: Server;
  readonly #storage: Server;

  private constructor(options: HubDoubleOptions) {
    this.options = options;
    this.accounts = new Accounts(options.accounts);
    this.#hub = createServer((request, response) => this.#serve('hub', request, response));
    this.#storage = createServer((request, response) => this.#serve('storage', request, response));
  }

  static async start(options: HubDoubleOptions): Promise<HubDouble> {
    const hub = new HubDouble(options);
    await Promise.all([listen(hub.#hub, options.port ?? 0), listen(hub.#storage, 0)]);
    return hub;
  }

  get url(): string {
    return addressOf(this.#hub);
  }

  get storageUrl(): string {
    return addressOf(this.#storage);
  }

  inject(fault: Fault): void {
    this.#faults.add(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** Whether every injected fault struck as often as asked. */
  get faultsSpent(): boolean {
    return this.#faults.spent;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of [this.#hub, this.#storage]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  async #serve(host: 'hub' | 'storage', request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const path = request.url ?? '/';
    const { socket } = request;
    const fault = this.#faults.take(method, path);
    const body = await readBody(
      request,
      fault?.kind === 'drop' ? fault.afterBytes : Number.POSITIVE_INFINITY,
    );
    if (body === null) {
      socket.destroy();
      return;
    }
    const answer = await this.#answer({ host, request, body, fault });
    const status = answer.status ?? 200;
    this.requests.push({ host, method, path, headers: request.headers, body, status });
    if (fault?.kind === 'drop-answer') {
      socket.destroy();
      return;
    }
    send(response, method, answer, fault?.kind === 'cut-answer' ? fault.afterBytes : undefined);
  }

  async #answer(params: {
    readonly host: 'hub' | 'storage';
    readonly request: IncomingMessage;
    readonly body: Buffer;
    readonly fault: FaultEffect | undefined;
  }): Promise<DoubleAnswer> {
    const { host, request, body, fault } = params;
    const injected = await applyFault(fault);
    if (injected !== undefined) {
      return injected;
    }
    try {
      const url = new URL(request.url ?? '/', host === 'hub' ? this.url : this.storageUrl);
      const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
      const { route, match } = findRoute(
        host === 'hub' ? hubRoutes : [...xetRoutes, ...storageRoutes],
        method,
        url,
      );
      const account = host === 'hub' ? this.accounts.identify(request.headers.authorization) : null;
      return route.handle({
        hub: this,
        method,
        url,
        headers: request.headers,
        body,
        account,
        match,
      });
    } catch (error) {
      return failureAnswer(error);
    }
  }
}

function findRoute(
  routes: readonly Route[],
  method: string,
  url: URL,
): { readonly route: Route; readonly match: Readonly<Record<string, string>> } {
  for (const route of routes) {
    const groups = route.method === method ? route.pattern.exec(url.pathname)?.groups : undefined;
    if (groups !== undefined) {
      const match = Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value ?? '')]);
      return { route, match: Object.fromEntries(match) };
    }
  }
  throw new DoubleFailure(404, `Sorry, we can't find ${method} ${url.pathname}`);
}

async function applyFault(fault: FaultEffect | undefined): Promise<DoubleAnswer | undefined> {
  switch (fault?.kind) {
    case 'status':
      return {
        status: fault.status,
        json: { error: fault.message ?? 'Injected fault' },
        ...(fault.headers === undefined ? {} : { headers: fault.headers }),
      };
    case 'redirect':
      return { status: fault.status ?? 307, headers: { Location: fault.location } };
    case 'hold':
      await fault.until;
      return undefined;
    case 'meanwhile':
      fault.action();
      return undefined;
    default:
      return undefined;
  }
}

function failureAnswer(error: unknown): DoubleAnswer {
  if (!(error instanceof DoubleFailure)) {
    throw error;
  }
  const code: Record<string, string> =
    error.errorCode === undefined ? {} : { 'X-Error-Code': error.errorCode };
  return {
    status: error.status,
    json: { error: error.message, ...error.extra },
    headers: { 'X-Error-Message': error.message.replaceAll(/[^\x20-\x7e]/g, ' '), ...code, ...error.headers },
  };
}

/** The whole body, or null where the connection was to be cut (`limit`) or the client went away. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= limit) {
        return null;
      }
    }
  } catch {
    return null;
  }
  return limit === Number.POSITIVE_INFINITY ? Buffer.concat(chunks) : null;
}

function send(response: ServerResponse, method: string, answer: DoubleAnswer, cutAfter?: number): void {
  const bytes = answer.bytes ?? Buffer.from(answer.json === undefined ? '' : JSON.stringify(answer.json));
  const type = answer.json === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' };
  response.writeHead(answer.status ?? 200, {
    'X-Request-Id': 'Root=1-double',
    'Content-Length': bytes.byteLength,
    ...type,
    ...answer.headers,
  });
  if (cutAfter !== undefined && bytes.byteLength > cutAfter) {
    response.write(bytes.subarray(0, cutAfter), () => response.destroy());
    return;
  }
  response.end(method === 'HEAD' ? undefined : bytes);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
