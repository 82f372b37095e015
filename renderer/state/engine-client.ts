import type { ErrorView } from '../../engine/contract/error.ts';
import type { ServerEvent } from '../../engine/contract/event.ts';
import type { MethodName, MethodParams, MethodResult } from '../../engine/contract/index.ts';
import { EngineError } from './engine-error.ts';

/** The number of the contract this window was built against; the engine says its own in its first message. */
const contractVersion = 1;
/** The engine refuses more than 64 requests under way from one window; the rest wait here. */
const requestsAtOnce = 32;
const retryDelaysMs = [100, 250, 500, 1000, 2000] as const;

export type ConnectionStatus = 'connecting' | 'open' | 'lost' | 'incompatible';

export interface EngineListener {
  readonly onStatus: (status: ConnectionStatus, engineVersion: string | null) => void;
  readonly onEvent: (event: ServerEvent) => void;
}

interface PendingCall {
  readonly message: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: EngineError) => void;
  sent: boolean;
}

type ServerMessage =
  | { readonly hello: { readonly contractVersion: number; readonly engineVersion: string } }
  | { readonly event: ServerEvent }
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly error: ErrorView };

/**
 * The window's line to the engine: calls with answers, and events that arrive unasked.
 *
 * The line is opened again when it breaks. A call made while it is down waits; one whose answer was lost with the
 * line fails with "connection-lost", because the engine may or may not have carried it out.
 */
export class EngineClient {
  readonly #url: string;
  readonly #listener: EngineListener;
  readonly #pending = new Map<number, PendingCall>();
  #socket: WebSocket | null = null;
  #nextId = 1;
  #attempt = 0;
  #isOpen = false;
  #underWay = 0;

  constructor(url: string, listener: EngineListener) {
    this.#url = url;
    this.#listener = listener;
  }

  connect(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener('message', (message) => this.#receive(JSON.parse(String(message.data))));
    socket.addEventListener('close', () => this.#onClose());
  }

  /** @throws EngineError with the engine's own words */
  call<Name extends MethodName>(method: Name, params: MethodParams<Name>): Promise<MethodResult<Name>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, {
        message: JSON.stringify({ id, method, params }),
        resolve: (result) => resolve(result as MethodResult<Name>),
        reject,
        sent: false,
      });
      this.#flush();
    });
  }

  #flush(): void {
    if (!this.#isOpen) {
      return;
    }
    for (const call of this.#pending.values()) {
      if (!call.sent && this.#underWay < requestsAtOnce) {
        call.sent = true;
        this.#underWay += 1;
        this.#socket?.send(call.message);
      }
    }
  }

  #receive(message: ServerMessage): void {
    if ('hello' in message) {
      this.#onHello(message.hello);
    } else if ('event' in message) {
      this.#listener.onEvent(message.event);
    } else {
      this.#settle(message);
    }
  }

  #onHello(hello: { readonly contractVersion: number; readonly engineVersion: string }): void {
    if (hello.contractVersion !== contractVersion) {
      this.#listener.onStatus('incompatible', hello.engineVersion);
      return;
    }
    this.#attempt = 0;
    this.#isOpen = true;
    this.#listener.onStatus('open', hello.engineVersion);
    this.#flush();
  }

  #settle(answer: Extract<ServerMessage, { id: number }>): void {
    const call = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    this.#underWay -= 1;
    this.#flush();
    if (answer.ok) {
      call?.resolve(answer.result);
    } else {
      call?.reject(new EngineError(answer.error));
    }
  }

  #onClose(): void {
    this.#isOpen = false;
    this.#underWay = 0;
    this.#listener.onStatus('lost', null);
    for (const [id, call] of this.#pending) {
      if (call.sent) {
        this.#pending.delete(id);
        call.reject(new EngineError(connectionLost));
      }
    }
    const delayMs = retryDelaysMs[Math.min(this.#attempt, retryDelaysMs.length - 1)];
    this.#attempt += 1;
    setTimeout(() => this.connect(), delayMs);
  }
}

const connectionLost: ErrorView = {
  code: 'connection-lost',
  message: 'The connection to the engine broke before it answered',
  hint: 'The window connects again by itself; look whether the change was made, then repeat it if not',
};
