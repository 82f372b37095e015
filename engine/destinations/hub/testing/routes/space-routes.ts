import type { Route } from '../double-request.ts';

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
};

/** A static Space as its visitors get it, under `/static/<owner>/<name>/`; the real service gives it a host name. */
export const spaceRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: /^\/static\/(?<id>[^/]+\/[^/]+)\/(?<path>.*)$/,
    handle({ hub, match }) {
      const path = match.path || 'index.html';
      const bytes = hub.store.read({ type: 'space', id: match.id ?? '', path });
      const type = contentTypes[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      return { bytes, headers: { 'Content-Type': type } };
    },
  },
];
