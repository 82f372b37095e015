import { status as grpcStatus } from '@grpc/grpc-js';
import type { Message } from './service-protos.ts';

/** How the double answers one method. */
export type Answer = (request: never) => Message | Promise<Message>;

/** Starts a long-running operation whose result `finish` makes when it is done. */
export type StartOperation = (
  method: string,
  parent: string,
  finish: () => { readonly type: string; readonly value: Message },
) => Message;

/** A refusal in the service's own form. */
export class ServiceRefusal extends Error {
  readonly code: grpcStatus;
  constructor(code: grpcStatus, message: string) {
    super(message);
    this.code = code;
  }
}

export function notFound(what: string, name: string): never {
  throw new ServiceRefusal(grpcStatus.NOT_FOUND, `The ${what} "${name}" does not exist.`);
}

export function invalid(message: string): never {
  throw new ServiceRefusal(grpcStatus.INVALID_ARGUMENT, message);
}
