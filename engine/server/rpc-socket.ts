import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ErrorView } from '../contract/error.ts';
import type { ServerEvent } from '../contract/event.ts';
import { contractVersion } from '../contract/index.ts';
import { EventQueue } from './event-queue.ts';
import { dispatchRequest, type Invoke, largeRequestLimitBytes } from './rpc-dispatch.ts';

export interface RpcSocketOptions {
  readonly engineVersion: string;
  /** Calls a handler; `signal` aborts when the window goes away. */
  readonly invoke: (...call: [...Parameters<Invoke>, AbortSignal]) => ReturnType<Invoke>;
  readonly toErrorView: (error: unknown) => ErrorView;
  /** Registers a listener for what the engine tells all windows; returns the unsubscribe function. */
  readonly subscribe: (listener: (event: ServerEvent) => void) => () => void;
}

/** Requests one window may have under way at once; more are refused, so that a runaway page cannot pile up work. */
const requestsAtOnce = 64;

/**
 * The engine's end of the windows' WebSockets: JSON requests `{id, method, params}`, answers
 * `{id, ok, result | error}`, and events `{event}`. The first message is `{hello}` with the contract's version.
 */
export class RpcSocket {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: largeRequestLimitBytes });
  readonly #options: RpcSocketOptions;

  constructor(options: RpcSocketOptions) {
    this.#options = options;
    this.#server.on('connection', (socket: WebSocket) => this.#serve(socket));
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (connection) =>
      this.#server.emit('connection', connection, request),
    );
  }

  get windows(): number {
    return this.#server.clients.size;
  }

  close(): void {
    for (const client of this.#server.clients) client.close(1001, 'The engine is stopping');
    this.#server.close();
  }

  #serve(socket: WebSocket): void {
    const send = (message: unknown): void => socket.send(JSON.stringify(message));
    send({ hello: { contractVersion, engineVersion: this.#options.engineVersion } });
    const queue = new EventQueue((events) => {
      for (const event of events) send({ event });
    });
    const unsubscribe = this.#options.subscribe((event) => queue.push(event));
    const closed = new AbortController();
    let underWay = 0;
    socket.on('message', async (data) => {
      if (underWay >= requestsAtOnce) return send(busy);
      underWay += 1;
      const response = await dispatchRequest(
        data.toString(),
        (method, params) => this.#options.invoke(method, params, closed.signal),
        this.#options.toErrorView,
      );
      underWay -= 1;
      // What changed comes before the answer that says so.
      queue.flush();
      if (socket.readyState === socket.OPEN) send(response);
    });
    socket.on('error', () => socket.terminate());
    socket.once('close', () => {
      unsubscribe();
      queue[Symbol.dispose]();
      closed.abort();
    });
  }
}

const busy = {
  id: null,
  ok: false,
  error: { code: 'busy', message: `A window may have ${requestsAtOnce} requests under way, not more` },
};
