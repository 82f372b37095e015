import { status as grpcStatus } from '@grpc/grpc-js';
import { packAny } from './service-protos.ts';

/** How a long-running operation goes on: it is done after so many polls, well or with an error. */
export interface OperationPlan {
  readonly polls: number;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Operation {
  readonly name: string;
  readonly plan: OperationPlan;
  readonly finish: () => { readonly type: string; readonly value: Record<string, unknown> };
  polls: number;
  cancelled: boolean;
  result: Record<string, unknown> | undefined;
}

/** The double's long-running operations: what they change becomes visible when they are done, not before. */
export class Operations {
  readonly #operations = new Map<string, Operation>();
  #next = 1;

  start(parent: string, plan: OperationPlan, finish: Operation['finish']): Record<string, unknown> {
    const name = `${parent}/operations/${this.#next++}`;
    const operation: Operation = { name, plan, finish, polls: 0, cancelled: false, result: undefined };
    this.#operations.set(name, operation);
    return this.#advance(operation);
  }

  poll(name: string): Record<string, unknown> | undefined {
    const operation = this.#operations.get(name);
    if (operation === undefined) return undefined;
    operation.polls += 1;
    return this.#advance(operation);
  }

  cancel(name: string): boolean {
    const operation = this.#operations.get(name);
    if (operation === undefined) return false;
    operation.cancelled = true;
    return true;
  }

  #advance(operation: Operation): Record<string, unknown> {
    operation.result ??= this.#outcome(operation);
    return { name: operation.name, done: operation.result !== undefined, ...operation.result };
  }

  #outcome({ cancelled, polls, plan, finish }: Operation): Record<string, unknown> | undefined {
    if (cancelled)
      return { error: { code: grpcStatus.CANCELLED, message: 'The operation was cancelled', details: [] } };
    if (polls < plan.polls) return undefined;
    if (plan.error !== undefined) return { error: { ...plan.error, details: [] } };
    const { type, value } = finish();
    return { response: packAny(type, value) };
  }
}
