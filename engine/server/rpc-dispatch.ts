import * as z from 'zod';
import type { ErrorView } from '../contract/error.ts';
import { type MethodName, methods } from '../contract/index.ts';

/** A request as it arrives; anything else, extra fields included, is refused. */
const requestSchema = z.strictObject({
  id: z.number().int().nonnegative(),
  method: z.string().max(64),
  params: z.record(z.string(), z.unknown()),
});

export type RpcResponse =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number | null; readonly ok: false; readonly error: ErrorView };

export type Invoke = (method: MethodName, params: never) => Promise<unknown>;

/** Largest request, in bytes of JSON. An image to try a model on may be larger than a command. */
export const requestLimitBytes = 1_048_576;
export const largeRequestLimitBytes = 24 * 1_048_576;
const largeMethods: ReadonlySet<string> = new Set<MethodName>([
  'model.predict',
  'module.write',
  'module.check',
]);

/**
 * Answers one request: parses it, checks size and shape against the contract, and calls `invoke`. Never throws; what
 * goes wrong becomes an error the window can show.
 */
export async function dispatchRequest(
  text: string,
  invoke: Invoke,
  toErrorView: (error: unknown) => ErrorView,
): Promise<RpcResponse> {
  const request = parseRequest(text);
  if (!request.ok) return request;
  const contract = methods[request.method];
  const params = contract.params.safeParse(request.params);
  if (!params.success)
    return refusal(
      request.id,
      'bad-parameters',
      `Cannot call ${request.method}: ${z.prettifyError(params.error)}`,
    );
  try {
    return { id: request.id, ok: true, result: await invoke(request.method, params.data as never) };
  } catch (error) {
    return { id: request.id, ok: false, error: toErrorView(error) };
  }
}

type ParsedRequest =
  | { readonly ok: true; readonly id: number; readonly method: MethodName; readonly params: unknown }
  | Extract<RpcResponse, { ok: false }>;

function parseRequest(text: string): ParsedRequest {
  const parsed = requestSchema.safeParse(parseJson(text));
  if (!parsed.success) return refusal(null, 'bad-request', 'A request must be {"id", "method", "params"}');
  const { id, method, params } = parsed.data;
  if (!Object.hasOwn(methods, method)) return refusal(id, 'no-such-method', `There is no method "${method}"`);
  const limit = largeMethods.has(method) ? largeRequestLimitBytes : requestLimitBytes;
  if (Buffer.byteLength(text) > limit)
    return refusal(id, 'too-large', `A call of ${method} may have ${limit} bytes, this one is larger`);
  return { ok: true, id, method: method as MethodName, params };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(id: number | null, code: string, message: string): Extract<RpcResponse, { ok: false }> {
  return { id, ok: false, error: { code, message } };
}
