import { createHash, timingSafeEqual } from 'node:crypto';

/** What the guard looks at; the same fields for a page, a file and the opening of a WebSocket. */
export interface AccessRequest {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
  readonly queryToken: string | null;
}

export type AccessDecision =
  | { readonly allow: true; readonly setCookie: boolean }
  | { readonly allow: false; readonly status: 401 | 403; readonly reason: string };

const localNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The cookie that carries the token. Cookies are shared between ports of a host, so the port is in the name. */
export function cookieName(port: number): string {
  return `millrace-${port}`;
}

/**
 * Decides whether a request may come in. Pure, so that forged requests can be tested as a table.
 *
 * - `Host` must name this machine (a page on another name that resolves to it, DNS rebinding, is refused). Any port:
 *   an SSH tunnel may end on another one.
 * - `Origin`, when a browser sends it, must be the very address the request goes to, and a WebSocket must have one.
 * - The token must match, from the cookie or, on the first load, from the address.
 */
export function decideAccess(
  request: AccessRequest,
  expected: { readonly token: string; readonly port: number; readonly webSocket: boolean },
): AccessDecision {
  const name = request.host?.replace(/:\d+$/, '');
  if (name === undefined || !localNames.has(name))
    return refuse(403, `Host "${request.host ?? ''}" is not this machine`);
  if (request.origin === undefined && expected.webSocket) return refuse(403, 'A connection needs an Origin');
  if (request.origin !== undefined && request.origin !== `http://${request.host}`)
    return refuse(403, `Origin "${request.origin}" may not talk to this engine`);
  if (tokenMatches(cookieValue(request.cookie, cookieName(expected.port)), expected.token))
    return { allow: true, setCookie: false };
  if (!expected.webSocket && tokenMatches(request.queryToken, expected.token))
    return { allow: true, setCookie: true };
  return refuse(401, 'The address lacks the token that the engine printed when it started');
}

function refuse(status: 401 | 403, reason: string): AccessDecision {
  return { allow: false, status, reason };
}

/** Compares digests, so that neither length nor content leaks through timing. */
function tokenMatches(given: string | null | undefined, token: string): boolean {
  if (!given) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}
