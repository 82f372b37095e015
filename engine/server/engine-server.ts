import { randomBytes } from 'node:crypto';
import { toErrorView } from '../base/error-view.ts';
import type { ServerEvent } from '../contract/event.ts';
import type { MethodName } from '../contract/index.ts';
import { readArtifactFile } from './artifact-files.ts';
import type { HandlerContext, PipelineAccess } from './handler.ts';
import { type Route, type RouteResponse, startHttpServer } from './http-server.ts';
import { RpcSocket } from './rpc-socket.ts';
import { readStaticFile } from './static-files.ts';
import type { Workspace } from './workspace.ts';

/** Every handler by method; built by `createHandlers`. */
export type HandlerTable = Readonly<
  Record<MethodName, (params: never, context: HandlerContext) => Promise<unknown>>
>;

/** Pictures drawn from artifacts: example images, sprites, predicted masks. */
export type PictureRoute = (
  path: string,
  query: URLSearchParams,
  pipeline: PipelineAccess,
  signal: AbortSignal,
) => Promise<{ readonly contentType: string; readonly body: Uint8Array } | null>;

export interface EngineServerOptions {
  readonly port: number;
  readonly anyPort?: boolean | undefined;
  readonly engineVersion: string;
  /** The built window. */
  readonly rendererFolder: string;
  readonly workspace: Workspace;
  readonly handlers: HandlerTable;
  readonly pictures: readonly PictureRoute[];
}

export interface EngineServer {
  readonly port: number;
  /** The address that lets a window in. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the engine's door on this machine's loopback address, behind a token made for this launch. */
export async function startEngineServer(options: EngineServerOptions): Promise<EngineServer> {
  const { workspace } = options;
  const token = randomBytes(32).toString('base64url');
  const socket = new RpcSocket({
    engineVersion: options.engineVersion,
    toErrorView: (error) => toErrorView(error),
    subscribe: (listener: (event: ServerEvent) => void) => workspace.subscribe(listener),
    invoke: (method, params, signal) => options.handlers[method](params, contextOf(workspace, signal)),
  });
  const { server, port } = await startHttpServer({
    port: options.port,
    anyPort: options.anyPort,
    token,
    routes: [staticRoute(options), ...pipelineRoutes(options)],
    onUpgrade: (request, duplex, head) => socket.accept(request, duplex, head),
    describeError,
  });
  return {
    port,
    url: `http://127.0.0.1:${port}/?token=${token}`,
    close: async () => {
      socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Codes of what is asked for and is not there: artifacts, executions, splits, a notebook, their files. */
const absent = /^(no-such-.*|no-notebook|no-splits|no-files|files-gone|path-outside)$/;

function describeError(error: unknown): { readonly status: number; readonly text: string } {
  const { code, message, hint } = toErrorView(error);
  // An address with a broken escape, such as "%zz", names nothing.
  const isAbsent = absent.test(code) || error instanceof URIError;
  return { status: isAbsent ? 404 : 500, text: hint === undefined ? message : `${message}. ${hint}` };
}

/** The pipeline is looked up when a handler asks, so that methods that need none work while none is open. */
function contextOf(workspace: Workspace, signal: AbortSignal): HandlerContext {
  return {
    signal,
    get pipeline() {
      return workspace.session.reader;
    },
  };
}

function staticRoute({ rendererFolder, workspace }: EngineServerOptions): Route {
  return (url) => readStaticFile(rendererFolder, url.pathname, workspace.hasNotebook);
}

function pipelineRoutes({ workspace, pictures }: EngineServerOptions): Route[] {
  const drawn = pictures.map(
    (picture): Route =>
      async (url, signal): Promise<RouteResponse | undefined> => {
        const found = await picture(url.pathname, url.searchParams, workspace.session.reader, signal);
        if (found === null) return undefined;
        const headers = {
          'content-type': found.contentType,
          'cache-control': 'private, max-age=31536000, immutable',
        };
        return { body: found.body, headers };
      },
  );
  const files: Route = (url) => readArtifactFile(url.pathname, workspace.session.reader);
  return [...drawn, files].map((route) => onlyBelow(['/artifact/', '/execution/'], route));
}

function onlyBelow(prefixes: readonly string[], route: Route): Route {
  return async (url, signal) =>
    prefixes.some((prefix) => url.pathname.startsWith(prefix)) ? route(url, signal) : undefined;
}
