import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Accounts, DoubleAccount } from './accounts.ts';
import { DoubleFailure } from './double-failure.ts';
import type { RepositoryStore } from './repository-store.ts';

/** How big things may get before the double splits or refuses them. */
export interface DoubleLimits {
  /** Large files above this go up in parts of this many bytes. Default 16 MiB. */
  readonly partBytes?: number;
  /** Storage for large files of one owner. Default unlimited. */
  readonly quotaBytes?: number;
  /** How large files come in: as git-lfs has it, or through Xet's content store where the client offers that. */
  readonly transfer?: 'basic' | 'xet';
  /** Entries of a tree or commit listing on one page. Default 1000. */
  readonly pageSize?: number;
}

/** What routes read and change. */
export interface DoubleState {
  readonly url: string;
  /** Where large files go: another origin, which must never see a token. */
  readonly storageUrl: string;
  readonly options: DoubleLimits;
  readonly store: RepositoryStore;
  readonly accounts: Accounts;
  /** Parts of large files on their way: completed by the client's last call. */
  readonly parts: Map<string, Buffer>;
  /** Unpacked chunks of what came in through Xet, by the pack's hash. */
  readonly xorbs: Map<string, readonly Buffer[]>;
}

/** One request as a route sees it. */
export interface DoubleRequest {
  readonly hub: DoubleState;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Who asks; null without a token. */
  readonly account: DoubleAccount | null;
  /** What the route's pattern caught, percent-decoded. */
  readonly match: Readonly<Record<string, string>>;
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
