import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { DoubleAccount } from './accounts.ts';
import { DoubleFailure } from './double-failure.ts';
import type { HubDouble } from './hub-double.ts';

/** One request as a route sees it. */
export interface DoubleRequest {
  readonly hub: HubDouble;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Who asks; null without a token. */
  readonly account: DoubleAccount | null;
  /** What the route's pattern caught, percent-decoded. */
  readonly match: Readonly<Record<string, string>>;
  readonly response: ServerResponse;
}

export interface DoubleAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly json?: unknown;
  readonly bytes?: Buffer;
}

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  handle(request: DoubleRequest): DoubleAnswer;
}

/** Parses a JSON body with a strict schema. @throws DoubleFailure 400 or 415 naming what does not fit */
export function jsonBody<Schema extends z.ZodType>(
  request: DoubleRequest,
  schema: Schema,
  contentType = 'application/json',
): z.output<Schema> {
  requireContentType(request, contentType);
  const result = schema.safeParse(parseJson(request.body.toString()));
  if (!result.success) {
    throw new DoubleFailure(400, z.prettifyError(result.error));
  }
  return result.data;
}

/** @throws DoubleFailure 415 */
export function requireContentType(request: DoubleRequest, contentType: string): void {
  const given = request.headers['content-type']?.split(';')[0];
  if (given !== contentType) {
    throw new DoubleFailure(415, `Content type must be ${contentType}, not ${given}`);
  }
}

/** @throws DoubleFailure 400 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DoubleFailure(400, 'The body is not JSON');
  }
}
