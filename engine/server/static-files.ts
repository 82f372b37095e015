import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export function contentTypeOf(file: string): string {
  return contentTypes[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
}

export interface StaticResponse {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** The policy of SECURITY rule D6: nothing from elsewhere, no inline script, styles only from us or with the nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    // A Space that is tried out before its push runs on a port of its own, so that it is another origin.
    'frame-src http://127.0.0.1:*',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * A file of the built window, or undefined where there is none. Names made by the bundler carry a digest and are kept
 * for ever; the page itself is made anew for each load, with a fresh nonce and with what it will show first, so that it
 * fetches the code of that before it has asked.
 */
export async function readStaticFile(
  root: string,
  urlPath: string,
  hasNotebook: boolean,
): Promise<StaticResponse | undefined> {
  const relative = urlPath === '/' ? 'index.html' : urlPath.slice(1);
  if (
    !/^[\w./-]+$/.test(relative) ||
    relative.split('/').some((part) => part === '..' || part.startsWith('.'))
  )
    return undefined;
  const file = path.join(root, relative);
  const content = await readFile(file).catch(() => undefined);
  if (content === undefined) return undefined;
  if (relative === 'index.html') return page(content.toString('utf8'), hasNotebook);
  const lasting = relative.startsWith('assets/');
  return {
    body: content,
    headers: {
      'content-type': contentTypeOf(file),
      'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  };
}

function page(html: string, hasNotebook: boolean): StaticResponse {
  const nonce = randomBytes(16).toString('base64');
  return {
    body: Buffer.from(
      html
        .replaceAll('__CSP_NONCE__', nonce)
        .replaceAll('__FIRST_SCREEN__', hasNotebook ? 'workbench' : 'start'),
    ),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cross-origin-opener-policy': 'same-origin',
    },
  };
}
